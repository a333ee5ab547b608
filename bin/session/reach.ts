import { fault } from '../terminal/answer.ts';

/** How to reach an embedded system, wherever it runs. */
export interface Reach {
  /** Endpoints, region and credentials for SDK clients. */
  readonly env: Readonly<Record<string, string>>;
  /** Outputs of the stacks. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** For a client of one embedded service only: nothing of the user's own AWS settings takes part. */
export const clientSettings = (env: Reach['env'], endpoint: string) => ({
  endpoint: named(env, endpoint),
  region: named(env, 'AWS_REGION'),
  credentials: {
    accessKeyId: named(env, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: named(env, 'AWS_SECRET_ACCESS_KEY'),
  },
});

export function named(values: Readonly<Record<string, string>>, name: string): string {
  const value = values[name];
  if (value === undefined) throw fault(`The embedded system gives no ${name}.`);
  return value;
}
