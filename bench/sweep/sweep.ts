/**
 * The sweep: each call of the remittance's steps goes wrong in turn, in each way. The step is then run again, as the
 * state machine does, and what is stored and sent must be what an undisturbed run leaves.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Direct, withDirect } from './direct.ts';
import { type Ground, startGround, takeDenials } from './ground.ts';
import {
  billingOf,
  freshSteps,
  type Invocation,
  postingOf,
  readingOf,
  reconcilingOf,
  workingOf,
} from './machine.ts';
import type { Share } from './options.ts';
import { differing, type Stand, type Stands, standsOf } from './stand.ts';
import { type Fault, type Process, type Ran, startProcess, type Way, waysOf } from './tap.ts';

export interface SweepOptions {
  /** Claims of the remittance. */
  readonly claims: number;
  /** 2 sweeps every second point. Default: all. */
  readonly every?: number;
  /** Only calls that have this in their name, or in the name of their step. */
  readonly only?: string;
  /** The part of the points that this run takes, where several share them. */
  readonly share?: Share;
  readonly onPoint?: (done: number, of: number) => void;
  /** Hears of each difference when it is found. */
  readonly onDifference?: (found: Difference) => void;
  /** Asked before each point. */
  readonly isStopped?: () => boolean;
  /** What is swept. Default: the steps as a new process makes them. */
  readonly steps?: typeof freshSteps;
}

/** A point whose end is not that of the undisturbed run. */
export interface Difference extends Fault {
  readonly step: string;
  readonly what: readonly string[];
}

export interface SweepResult {
  readonly claims: number;
  /** CLPs of the swept remittance. */
  readonly payments: number;
  /** Calls of the undisturbed run, by step. */
  readonly calls: Readonly<Record<string, number>>;
  /** Points swept, by way. */
  readonly points: Readonly<Record<Way, number>>;
  readonly differences: readonly Difference[];
}

/** An invocation of the undisturbed run. */
interface Done extends Invocation {
  readonly before: Stand;
  readonly after: Stand;
  readonly calls: readonly string[];
  readonly answer: unknown;
  /** Bodies of what it sent to the denials queue. */
  readonly sent: ReadonlySet<string>;
}

interface Sweeping extends Ground {
  readonly direct: Direct;
  readonly stands: Stands;
  readonly steps: typeof freshSteps;
  /** What is stored now. */
  stand: Stand;
}

/** Sweeps a remittance on services of its own. */
export async function sweep(options: SweepOptions): Promise<SweepResult> {
  // Closed days are believed for a second: while the clock stands still, each run makes the same calls.
  const { now } = performance;
  performance.now = () => 0;
  try {
    return await swept(options);
  } finally {
    performance.now = now;
  }
}

async function swept(options: SweepOptions): Promise<SweepResult> {
  const { claims, steps = freshSteps } = options;
  const { started: ground, direct } = await withDirect(() => startGround(claims));
  const stands = standsOf(ground.loop, direct);
  const sweeping: Sweeping = { ...ground, direct, stands, steps, stand: await stands.now() };
  const run = await undisturbed(sweeping);
  const { done, differences } = await sweepAll(sweeping, pointsOf(run, options), options);
  await ground.loop.stop();
  const byWay = Map.groupBy(done, ({ fault }) => fault.way);
  return {
    claims,
    payments: ground.payments,
    calls: Object.fromEntries(run.map(({ step, calls }) => [step, calls.length])),
    points: Object.fromEntries([...byWay].map(([way, of]) => [way, of.length])) as SweepResult['points'],
    differences,
  };
}

interface Point {
  readonly done: Done;
  readonly fault: Fault;
}

const pointsOf = (
  run: readonly Done[],
  { only = '', every = 1, share = { of: 1, rest: 0 } }: SweepOptions,
): readonly Point[] =>
  run
    .flatMap((done) =>
      done.calls
        .filter((call) => call.includes(only) || done.step.includes(only))
        .flatMap((call) => waysOf(call).map((way) => ({ done, fault: { call, way } }))),
    )
    .filter((_, i) => i % every === 0)
    .filter((_, i) => i % share.of === share.rest);

async function sweepAll(
  sweeping: Sweeping,
  points: readonly Point[],
  { onPoint, onDifference, isStopped = () => false }: SweepOptions,
): Promise<{ readonly done: readonly Point[]; readonly differences: readonly Difference[] }> {
  const differences: Difference[] = [];
  for (const [i, { done, fault }] of points.entries()) {
    if (isStopped()) return { done: points.slice(0, i), differences };
    const what = await disturbed(sweeping, done, fault);
    if (what.length > 0) {
      const found = { step: done.step, ...fault, what };
      differences.push(found);
      onDifference?.(found);
    }
    onPoint?.(i + 1, points.length);
  }
  return { done: points, differences };
}

/** The whole remittance once, and what each invocation found and left. */
async function undisturbed(sweeping: Sweeping): Promise<readonly Done[]> {
  const done: Done[] = [];
  const next = async <T>(invocation: Invocation<T>): Promise<T> => {
    const before = sweeping.stand;
    const { steps, process } = fresh(sweeping);
    const { calls, end } = await process.run(() => invocation.invoke(steps));
    if (end === undefined || 'error' in end)
      throw new Error(`${invocation.step} fails undisturbed`, { cause: end?.error });
    const sent = new Set(await takeDenials(sweeping.loop));
    sweeping.stand = await sweeping.stands.now();
    done.push({ ...invocation, before, after: sweeping.stand, calls, answer: end.answer, sent });
    return end.answer;
  };
  const { fileId, batches } = await next(readingOf(sweeping.uploadId));
  for (let batch = 0; batch < batches; batch += 1) {
    const { nextPayers } = await next(postingOf(fileId, batch));
    if (nextPayers === 'look') await next(billingOf(fileId, batch));
  }
  await next(reconcilingOf(fileId));
  for (const invocation of workingOf(done.flatMap(({ sent }) => [...sent]))) await next(invocation);
  await expectPosted(sweeping);
  return done;
}

/** A sweep of what is held would prove little. */
async function expectPosted({ loop }: Sweeping): Promise<void> {
  const left = (await loop.files.listRemittances()).filter(({ status }) => status !== 'posted');
  const traces = left.map(({ trace }) => trace);
  if (traces.join() !== 'UNBALANCED') throw new Error(`not posted: ${traces.join(', ')}`);
}

function fresh({ loop, direct, steps }: Sweeping) {
  const process: Process = startProcess(loop, direct);
  return { process, steps: steps(loop, process.clients) };
}

/** A task is tried three times; the machine tries some oftener. */
const TRIES = 3;

/** One point: the invocation goes wrong there, and is run again until it answers. @returns what differs */
async function disturbed(sweeping: Sweeping, done: Done, fault: Fault): Promise<readonly string[]> {
  const { loop, stands } = sweeping;
  await stands.goBack({ from: sweeping.stand, to: done.before });
  let lambda = fresh(sweeping);
  const run = (at?: Fault): Promise<Ran<unknown>> => lambda.process.run(() => done.invoke(lambda.steps), at);
  let ran = await run(fault);
  const found = ran.hit ? [] : ['that call was not made'];
  for (let tries = 1; tries < TRIES && !hasAnswered(ran); tries += 1) {
    // One that failed is used again; one that died is not.
    if (ran.end === undefined) lambda = fresh(sweeping);
    ran = await run();
  }
  sweeping.stand = await stands.now();
  const sent = done.sent.size === 0 ? done.sent : new Set(await takeDenials(loop));
  return [...found, ...differencesOf(done, { ran, stand: sweeping.stand, sent })];
}

const hasAnswered = ({ end }: Ran<unknown>): boolean => end !== undefined && 'answer' in end;

interface Left {
  readonly ran: Ran<unknown>;
  readonly stand: Stand;
  readonly sent: ReadonlySet<string>;
}

function differencesOf(done: Done, { ran: { end }, stand, sent }: Left): readonly string[] {
  const places = differing(done.after, stand).map(
    (place) => `${place} is ${stand[place]} and not ${done.after[place]}`,
  );
  const messages = [...sent.symmetricDifference(done.sent)].map((body) => `sent or not sent: ${body}`);
  if (end === undefined || 'error' in end)
    return [`the step comes to no end: ${String(end?.error)}`, ...places, ...messages];
  const isSame = isDeepStrictEqual(end.answer, done.answer);
  return [...(isSame ? [] : [`it answers ${JSON.stringify(end.answer)}`]), ...places, ...messages];
}
