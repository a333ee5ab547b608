import { createHmac } from 'node:crypto';
import { civilDate } from '../../core/dates.ts';
import { acknowledge } from '../../core/x12/acknowledge/acknowledge.ts';
import { editVerdict } from '../../core/x12/acknowledge/edit-verdict.ts';
import { checkX12 } from '../../core/x12/check.ts';
import { eventsOf } from '../../core/x12/events.ts';
import { readX12 } from '../../core/x12/read.ts';
import { showX12 } from '../../core/x12/show.ts';
import { diffX12 } from '../../core/x12/tools/diff.ts';
import { maskX12 } from '../../core/x12/tools/mask.ts';
import type { PartSink } from '../../core/x12/tools/part.ts';
import { type SplitOptions, splitX12 } from '../../core/x12/tools/split.ts';
import type { Finding } from '../../core/x12/types.ts';
import { walkSegments } from '../../core/x12/walk.ts';

/** What must hold of every tool, whatever the file: each gives what is wrong, or null. */
type ToolTrial = (mutant: Buffer) => Promise<string | null>;

const TODAY = civilDate('20260110');
const digest = (text: string): Buffer => createHmac('sha256', 'fuzz').update(text).digest();

const keepsBytes: ToolTrial = async (mutant) => {
  const offsets = new Set<number>();
  for await (const batch of eventsOf([mutant])) {
    for (const event of batch) {
      if (!('segment' in event) || event.segment === null || event.kind === 'open') continue;
      const { segment } = event;
      const there = mutant.subarray(segment.offset, segment.offset + segment.bytes().length);
      if (!there.equals(segment.bytes())) return "a segment's bytes are not those of the file";
      offsets.add(segment.offset);
    }
  }
  const walked = await walkSegments([mutant], () => undefined);
  return walked >= offsets.size ? null : 'walks over fewer segments than there are events';
};

const shows: ToolTrial = async (mutant) => {
  for await (const line of showX12([mutant])) if (typeof line !== 'string') return 'shows no text';
  await checkX12([mutant], { check: 'all' });
  return null;
};

const masks: ToolTrial = async (mutant) => {
  let masked = 0;
  for await (const part of maskX12([mutant], { digest })) masked += part.length;
  return masked === mutant.length ? null : 'is masked to another length';
};

async function findingsIn(bytes: Buffer): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const item of readX12([bytes])) if (item.kind === 'finding') findings.push(item.finding);
  return findings;
}
const errorsIn = async (bytes: Buffer): Promise<readonly string[]> =>
  (await findingsIn(bytes)).flatMap(({ severity, code }) => (severity === 'error' ? [code] : []));

/** An answer names its receiver as the file does, and a TA1 repeats ISA09 and ISA10, right or wrong. */
export const REPEATED = /^ISA-.*-QUALIFIER$|^ELEMENT-(DATE|TIME)$/;

const answers: ToolTrial = async (mutant) => {
  const judge = (claim: Parameters<typeof editVerdict>[0]) => editVerdict(claim, TODAY);
  const options = {
    interchanges: 'all',
    groups: true,
    judge,
    date: TODAY,
    time: '0930',
    controlNo: 1,
  } as const;
  for await (const answer of acknowledge([mutant], options)) {
    if (answer.kind === 'unwritten' || answer.kind === 'end') continue;
    const errors = (await errorsIn(Buffer.from(answer.text))).filter((code) => !REPEATED.test(code));
    if (errors.length > 0) return `is answered by a ${answer.kind} with ${errors.join(', ')}`;
  }
  return null;
};

const ENVELOPE =
  /^(ISA-|GS-|GE-|IEA-|ST-|SE-|TRAILER|FILE-CUT|LAST-|SEGMENT-OUTSIDE|NO-INTERCHANGE|TEXT-OUTSIDE)/;

async function splitBy(mutant: Buffer, options: SplitOptions): Promise<string | null> {
  const parts: Buffer[][] = [];
  const sink: PartSink = {
    open: () => {
      const part: Buffer[] = [];
      parts.push(part);
      return { write: (bytes) => void part.push(Buffer.from(bytes)), close: () => undefined };
    },
  };
  const result = await splitX12([mutant], options, sink);
  if (!result.ok) return null;
  // Where the file's own envelope is odd, parts take some of that over.
  if ((await findingsIn(mutant)).some(({ code }) => ENVELOPE.test(code))) return null;
  for (const part of parts) {
    const wrong = (await errorsIn(Buffer.concat(part))).find((code) => ENVELOPE.test(code));
    if (wrong !== undefined) return `is split by ${options.by} into parts with ${wrong}`;
  }
  return null;
}

const splits: ToolTrial = async (mutant) =>
  (await splitBy(mutant, { by: 'claim' })) ??
  (await splitBy(mutant, { by: 'set' })) ??
  (await splitBy(mutant, { by: 'payer' })) ??
  (await splitBy(mutant, { by: 'size', bytes: 1500 }));

const isItself: ToolTrial = async (mutant) => {
  for await (const item of diffX12([mutant], [mutant])) {
    if (item.kind === 'difference') return 'differs from itself';
  }
  return null;
};

const TRIALS: readonly ToolTrial[] = [keepsBytes, shows, masks, answers, splits, isItself];

/** Runs one tool after the other. @returns what is wrong */
export async function toolTrials(mutant: Buffer): Promise<string | null> {
  for (const trial of TRIALS) {
    const wrong = await trial(mutant);
    if (wrong !== null) return wrong;
  }
  return null;
}
