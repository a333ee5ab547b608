import { describeIssues } from '../../core/encounter/field-problems.ts';
import type { Encounter } from '../../core/encounter/model.ts';
import { type EncounterItem, readEncounters } from '../../core/encounter/read-json.ts';
import { encounterSchema } from '../../core/encounter/schema.ts';
import { isProfessional } from '../../core/x12/claim-content.ts';
import { type ReadOptions, readX12, type X12Item } from '../../core/x12/read.ts';
import type { Finding, Position, ProfessionalClaim } from '../../core/x12/types.ts';
import type { FileKind } from '../../store/files.ts';
import { type Problem, problemOf } from '../runtime/problems.ts';

/** One encounter of an uploaded file, or a place that could not be read. */
export type UploadItem =
  | {
      readonly kind: 'encounter';
      readonly encounter: Encounter;
      readonly submitterEtin: string;
      readonly position: string;
    }
  /** `lost`: an encounter stood there. */
  | { readonly kind: 'problem'; readonly problem: Problem; readonly lost: boolean };

/**
 * Reads encounters from JSON, NDJSON or an 837P, by what the file is and not by its name. A broken one among good
 * ones loses only itself.
 *
 * @param kind what the file's start says it is
 * @param options what the partner calls its guides
 */
export async function* readUpload(
  bytes: AsyncIterable<Uint8Array>,
  kind: FileKind,
  options: ReadOptions = {},
): AsyncGenerator<UploadItem> {
  if (kind === 'encounters') for await (const item of readEncounters(bytes)) yield* fromJson(item);
  else yield* from837(bytes, options);
}

function* fromJson(item: EncounterItem): Generator<UploadItem> {
  const place = `encounter ${item.ordinal}, line ${item.position.line}`;
  if (item.kind === 'encounter') {
    yield { kind: 'encounter', encounter: item.encounter, submitterEtin: '', position: place };
    return;
  }
  for (const [i, { path, code, problem }] of item.problems.entries()) {
    const at = path === '' ? place : `${place}, field ${path}`;
    const text = path === '' ? problem : `${path} ${problem}`;
    yield { kind: 'problem', problem: { code, position: at, text }, lost: i === 0 };
  }
}

const placeOf = (at: Position): string =>
  `set ${at.set ?? 0}, segment ${at.segment} (CLM), byte ${at.offset}`;

/** A set without its end may have lost the end of its last claim. */
const CUT_OFF = 'SE-MISSING';

/** The last claim of a set that was cut off is lost, its earlier neighbours are not. */
async function* from837(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<UploadItem> {
  let cut: Finding | undefined;
  let professional = true;
  for await (const item of readX12(bytes, options)) {
    if (item.kind === 'set') professional = item.type === '837P';
    if (!professional && isContent(item)) continue;
    if (item.kind === 'claim' && isProfessional(item.claim)) {
      // After that finding comes at most the last claim: it was open when the set broke off.
      if (cut === undefined) yield* fromClaim(item.claim);
      else yield { kind: 'problem', problem: cutOff(placeOf(item.claim.position)), lost: true };
      cut = undefined;
    } else if (item.kind === 'finding' && item.finding.severity === 'error') {
      yield { kind: 'problem', problem: problemOf(item.finding), lost: false };
      if (item.finding.code === CUT_OFF) cut = item.finding;
    } else if (item.kind === 'set-end' && cut !== undefined) {
      // The reader gives out no claim that the end of the file broke off.
      yield { kind: 'problem', problem: cutOff(problemOf(cut).position), lost: true };
      cut = undefined;
    } else if (item.kind === 'set' && !professional) {
      yield { kind: 'problem', problem: notProfessional(item.type, item.position), lost: false };
    }
  }
}

/** What reading says of the inside of a set: nobody asked for it where the set is not taken. */
const isContent = (item: X12Item): boolean =>
  item.kind === 'claim' || (item.kind === 'finding' && item.finding.position.loop !== undefined);

const cutOff = (position: string): Problem => ({
  code: 'CLAIM_CUT_OFF',
  position,
  text: 'The last claim of this set may lack its end and was not taken. Send the claim again.',
});

const notProfessional = (type: string, position: Position): Problem => ({
  code: 'SET_NOT_SUPPORTED',
  position: placeOf(position).replace('(CLM)', '(ST)'),
  text: `A set of type ${type} is no professional claim (837P) and is not read yet.`,
});

/** The model's limits hold for an 837 too: a claim beyond them is told field by field. */
function* fromClaim({ content, header, position }: ProfessionalClaim): Generator<UploadItem> {
  const read = encounterSchema.safeParse(content);
  if (read.success) {
    yield {
      kind: 'encounter',
      encounter: read.data,
      submitterEtin: header.submitter.etin,
      position: placeOf(position),
    };
    return;
  }
  for (const [i, { path, code, problem }] of describeIssues(read.error.issues, content).entries()) {
    const at = `${placeOf(position)}, field ${path}`;
    yield { kind: 'problem', problem: { code, position: at, text: `${path} ${problem}` }, lost: i === 0 };
  }
}
