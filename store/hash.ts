import { createHash } from 'node:crypto';

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** The first 32 hex digits (128 bits): enough to name things apart, and half the length in every item. */
export const shortHash = (content: string): string => sha256(content).slice(0, 32);
