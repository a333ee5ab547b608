import { Option } from 'commander';

/** Which data a command looks at. */
export interface LookOptions {
  /** Those that the last demo left. */
  readonly demo?: true;
}

export const demoOption = (): Option => new Option('--demo', 'look at what the last demo left');
