import { err, ok, type Result } from '../../result.ts';
import { p837 } from '../guides/p837.ts';
import type { Cleaning } from '../syntax/clean.ts';
import {
  DELIMITERS,
  type SegmentSink,
  type SetBody,
  type WriteProblem,
  writeInterchange,
} from '../syntax/write.ts';
import type { EnvelopeSpec, ProfessionalSet } from '../types.ts';
import { guideProblems, type OwnedLine } from './check-lines.ts';
import { ClaimTree } from './claim-tree.ts';
import { type CleaningNote, FieldWriter, type WriteReport } from './field-writer.ts';
import { writeClaim } from './p837-write-claim.ts';
import { writeBilling, writeHeader, writeSubscriber } from './p837-write-parties.ts';

export interface WriteOptions {
  /** Upper-case all text (domain.md 3.3 step 3). */
  readonly upperCase: boolean;
}

export interface WrittenInterchange {
  readonly text: string;
  readonly segments: number;
  /** What cleaning changed, by claim and field. */
  readonly findings: readonly CleaningNote[];
}

/**
 * Writes one 837P interchange with one group. Claims with the same billing provider share its HL, those with
 * the same subscriber, payer and patient share theirs, in the order in which each first appears.
 *
 * Pure: the same sets, control numbers and options give the same bytes.
 *
 * @param version GS08 and ST03
 * @returns every problem of every claim, and no text, where anything cannot be written
 * @see domain.md 3.1 to 3.4 and 3.9; TR3 005010X222A1
 */
export function writeProfessional(
  envelope: EnvelopeSpec,
  version: string,
  sets: readonly ProfessionalSet[],
  options: WriteOptions,
): Result<WrittenInterchange, readonly WriteProblem[]> {
  const cleaning: Cleaning = { delimiters: DELIMITERS, upperCase: options.upperCase };
  const notes: CleaningNote[] = [];
  const problems: WriteProblem[] = [];
  const bodies = sets.map((set) => setBody(set, { cleaning, notes, problems }));
  if (problems.length > 0) return err(problems);
  const written = writeInterchange(envelope, {
    group: {
      functionalCode: 'HC',
      version,
      sets: bodies.map(
        (write, i): SetBody => ({ setId: '837', controlNo: sets[i]?.controlNo ?? '', version, write }),
      ),
    },
  });
  return written.ok ? ok({ ...written.value, findings: notes }) : written;
}

/** The lines between ST and SE, checked against the guide. */
function setBody(set: ProfessionalSet, report: WriteReport): (sink: SegmentSink) => void {
  const header = new FieldWriter(report);
  writeHeader(header, set.header);
  const tree = new ClaimTree();
  for (const claim of set.claims) addClaim(tree, claim, { ...report, filingId: claim.filingId });
  const lines: readonly OwnedLine[] = [
    ...header.lines.map((line) => ({ line, owners: [] })),
    ...tree.lines(),
  ];
  report.problems.push(...guideProblems(p837, lines));
  return (sink) => {
    for (const { line } of lines) sink.segment(...line);
  };
}

function addClaim(tree: ClaimTree, claim: ProfessionalSet['claims'][number], report: WriteReport): void {
  const { filingId, content } = claim;
  const at = content.coverages.findIndex((coverage) => coverage.seq === content.destination);
  const destination = content.coverages[at];
  const billing = new FieldWriter(report);
  if (destination === undefined) {
    billing.problem('REQ-01', 'destination');
    return;
  }
  const subscriber = new FieldWriter(report);
  const patient = new FieldWriter(report);
  const body = new FieldWriter(report);
  writeBilling(billing, content);
  writeSubscriber({ subscriber, patient }, content, { coverage: destination, path: `coverages.${at}` });
  writeClaim(body, { filingId, content, destination });
  tree.add(filingId, {
    billing: billing.lines,
    subscriber: subscriber.lines,
    patient: patient.lines,
    claim: body.lines,
  });
}
