/** What one run of a mode found; what a library does not count is absent. */
export interface Counts {
  readonly segments?: number;
  readonly claims?: number;
  readonly cents?: number;
  /** Bytes written; the file's size where absent. */
  readonly bytes?: number;
}

/** Made ready outside of the timing; the function given back is timed, from the file to its result. */
export type Mode = (file: string) => Promise<() => Counts | Promise<Counts>>;

/** What a child process prints. */
export interface ChildReport {
  readonly seconds: readonly number[];
  readonly rssBytes: number;
  readonly counts: Counts;
}
