import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Config } from '../../core/config.ts';
import { epochToIso } from '../../core/dates.ts';
import type { FileId } from '../../core/ids.ts';
import type { Cents } from '../../core/money.ts';
import { remittanceKey } from '../../core/remit/keys.ts';
import { type FormDifference, formDifferences, headerOf, writePaperForm } from '../../core/remit/paper.ts';
import { type FormProblem, type PaperForm, parsePaperForm } from '../../core/remit/paper-form.ts';
import { Defect } from '../../core/result.ts';
import type { AnswerProblem } from '../../core/x12/sets/answer-write.ts';
import { sha256, shortHash } from '../../store/artifacts.ts';
import type { Stores } from './stores.ts';

/** Who typed a paper remittance, when, and where its picture lies. */
export interface PaperSource {
  readonly origin: 'paper';
  readonly user: string;
  readonly image: string;
  /** ISO 8601, UTC. */
  readonly enteredAt: string;
}

/** Kept beside the file, for as long as it. */
interface PaperOrigin extends PaperSource {
  /** As it was typed. */
  readonly form: unknown;
}

export const originKey = (fileId: FileId): string => `origins/${fileId}.json`;

/** Nothing where the file is no typed one. */
export async function paperOriginOf(
  { artifacts }: Pick<Stores, 'artifacts'>,
  fileId: FileId,
): Promise<PaperSource | undefined> {
  const key = originKey(fileId);
  if ((await artifacts.size(key)) === null) return undefined;
  const { form: _, ...source } = await artifacts.readJson<PaperOrigin>(key);
  return source;
}

export interface Entering {
  readonly stores: Pick<Stores, 'artifacts' | 'files' | 's3' | 'bucket'>;
  readonly config: Config;
  /** The partner of the payer’s electronic answers. */
  readonly partner: string;
  readonly user: string;
  readonly now: () => number;
}

export type Entered =
  | {
      readonly outcome: 'entered';
      readonly fileId: FileId;
      readonly key: string;
      readonly trace: string;
      readonly paidCents: Cents;
      readonly claims: number;
      readonly user: string;
    }
  | { readonly outcome: 'invalid'; readonly problems: readonly FormProblem[] }
  | { readonly outcome: 'unbalanced'; readonly differences: readonly FormDifference[] }
  /** The payment came before, typed or as an 835. */
  | { readonly outcome: 'known'; readonly fileId: FileId; readonly receivedAt: string };

/**
 * Takes a paper remittance as an 835 of the partner: the same steps post it. Its origin is kept first, so that a file
 * never lies in the inbox without it. Given again, also after a crash, it is the same file.
 *
 * @param json the form as typed
 */
export async function enterPayment(context: Entering, json: unknown): Promise<Entered> {
  const read = parsePaperForm(json);
  if (!read.ok) return { outcome: 'invalid', problems: read.error };
  const form = read.value;
  const differences = formDifferences(form);
  if (differences.length > 0) return { outcome: 'unbalanced', differences };
  const written = writePaperForm(form, partnerOf(context), controlNoOf(form));
  if (!written.ok) return { outcome: 'invalid', problems: written.error.map(asProblem) };
  const fileId = sha256(written.value.text);
  const { stores, partner, now } = context;
  const known = await stores.files.remittance(shortHash(remittanceKey(headerOf(form))));
  // Its own file that is not posted yet goes on where it stopped.
  if (known !== null && known.status !== 'held' && (known.fileId !== fileId || known.status === 'posted'))
    return { outcome: 'known', fileId: known.fileId, receivedAt: known.receivedAt };
  const user = form.user ?? context.user;
  const origin: PaperOrigin = {
    ...{ origin: 'paper', user, image: form.image, enteredAt: epochToIso(now()) },
    form: json,
  };
  await stores.artifacts.createOrKeep(originKey(fileId), JSON.stringify(origin, null, 1));
  const key = `inbound/${partner}/paper-${fileId}.835`;
  const { s3, bucket } = stores;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: written.value.text }));
  const { trace, paidCents, claims } = form;
  return { outcome: 'entered', fileId, key, trace, paidCents, claims: claims.length, user };
}

function partnerOf({ config, partner }: Entering) {
  const found = config.partners.find(({ id }) => id === partner);
  if (found === undefined) throw new Defect('the partner is one of the configuration');
  return found;
}

const HEX_DIGITS = 7;
/** Follows from what the form says of the payment, so that the same form is the same file. */
const controlNoOf = ({ image: _image, user: _user, ...payment }: PaperForm): number =>
  1 + Number.parseInt(sha256(JSON.stringify(payment)).slice(0, HEX_DIGITS), 16);

/** What the writer refuses names a segment: the field is not known, but its value is not told either. */
const asProblem = (problem: AnswerProblem): FormProblem => ({
  path: problem.segmentId ?? 'form',
  message: problem.message ?? problem.code,
});
