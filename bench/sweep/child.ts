/** One of the processes that share a sweep: tells its parent how far it is, each difference, and the result. */
import { STOP, type Task, type Told } from './messages.ts';
import { sweep } from './sweep.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as Task;
const tell = (told: Told): void => void process.send?.(told);
let isStopped = false;
process.on('message', (message) => {
  isStopped ||= message === STOP;
});
const result = await sweep({
  ...task,
  onPoint: (done, all) => tell({ done, all }),
  onDifference: (difference) => tell({ difference }),
  isStopped: () => isStopped,
});
process.send?.({ result } satisfies Told, () => process.disconnect());
