import { createActivity } from '../../embedded/activity.ts';
import { createFaults } from '../../embedded/faults.ts';
import type { FrontDeps } from '../../embedded/front.ts';

/** What a service needs before it, when a test looks at that service alone. */
export const quietFront = (): FrontDeps => ({
  faults: createFaults(),
  activity: createActivity(),
  count: () => {},
  kill: () => {},
});
