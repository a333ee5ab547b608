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
import { differing, type Stand, type Stands, standsOf } from './stand.ts';
import { type Fault, type Process, type Ran, startProcess, type Way, waysOf } from './tap.ts';

export interface SweepOptions {
  /** Claims of the remittance. */
  readonly claims: number;
  /** 2 sweeps every second point. Default: all. */
  readonly every?: number;
  /** The part of the points that this run takes, where several share them. */
  readonly share?: { readonly of: number; readonly rest: number };
  readonly onPoint?: (done: number, of: number) => void;
}

export interface SweepResult {
  readonly claims: number;
  /** CLPs of the swept remittance. */
  readonly payments: number;
  /** Calls of the undisturbed run, by step. */
  readonly calls: Readonly<Record<string, number>>;
  /** Points swept, by way. */
  readonly points: Readonly<Record<Way, number>>;
  /** What differs from the undisturbed run, with the point that made it. */
  readonly differences: readonly string[];
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
  const { claims, every = 1, share = { of: 1, rest: 0 }, onPoint } = options;
  const { started: ground, direct } = await withDirect(() => startGround(claims));
  const stands = standsOf(ground.loop, direct);
  const sweeping: Sweeping = { ...ground, direct, stands, stand: await stands.now() };
  const run = await undisturbed(sweeping);
  const points = run
    .flatMap((done) =>
      done.calls.flatMap((call) => waysOf(call).map((way) => ({ done, fault: { call, way } }))),
    )
    .filter((_, i) => i % every === 0)
    .filter((_, i) => i % share.of === share.rest);
  const differences: string[] = [];
  for (const [i, { done, fault }] of points.entries()) {
    const found = await disturbed(sweeping, done, fault);
    differences.push(...found.map((what) => `${done.step}: ${fault.call}, ${fault.way}: ${what}`));
    onPoint?.(i + 1, points.length);
  }
  await ground.loop.stop();
  const byWay = Map.groupBy(points, ({ fault }) => fault.way);
  return {
    claims,
    payments: ground.payments,
    calls: Object.fromEntries(run.map(({ step, calls }) => [step, calls.length])),
    points: Object.fromEntries([...byWay].map(([way, of]) => [way, of.length])) as SweepResult['points'],
    differences,
  };
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

function fresh({ loop, direct }: Sweeping) {
  const process: Process = startProcess(loop, direct);
  return { process, steps: freshSteps(loop, process.clients) };
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
