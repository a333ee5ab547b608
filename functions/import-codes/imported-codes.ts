import type { Candidate } from '../activate-codes/activate.ts';

/** What an import made and found, kept beside the tables: for activate-codes, and for people. */
export interface ImportedCodes {
  /** SHA-256 of the uploaded bytes. */
  readonly fileId: string;
  readonly tables: readonly Candidate[];
  /** Sentences: which members of a zip were left, how the release differs from the one before. */
  readonly notes: readonly string[];
}

export const importKey = (fileId: string): string => `tables/imports/${fileId}.json`;
