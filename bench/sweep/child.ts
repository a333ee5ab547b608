/** One of the processes that share a sweep. Tells its parent how far it is, and in the end what it found. */
import { sweep } from './sweep.ts';

const [claims, every, of, rest] = process.argv.slice(2).map(Number);
const onPoint = (done: number, all: number): void => void process.send?.({ done, all });
const result = await sweep({
  claims: claims ?? 0,
  every: every ?? 1,
  share: { of: of ?? 1, rest: rest ?? 0 },
  onPoint,
});
process.send?.({ result });
