import type { Brand } from './result.ts';

/** A practice of the billing company, as the configuration names it. */
export type ClientId = string;
/** A clearinghouse or payer connection, as the configuration names it. */
export type PartnerId = string;
/** Our claim number: client code (3) + 13 base32 characters + a part letter at most; opaque and loggable. */
export type ClaimNo = Brand<string, 'ClaimNo'>;
/** CLM01: the claim number, a hyphen and the payer's sequence digit. At most 20 characters. */
export type FilingId = Brand<string, 'FilingId'>;
/** SHA-256 of a file's bytes, in hex. Names the file everywhere. */
export type FileId = string;

export const claimNo = (text: string): ClaimNo => text as ClaimNo;
export const filingId = (claim: ClaimNo, payerSequence: number): FilingId =>
  `${claim}-${payerSequence}` as FilingId;

const FILING = /^([A-Z0-9]{1,17})-([1-9])$/;

/** Splits a CLM01 of ours; null when it was not made by `filingId`. */
export function parseFilingId(text: string): { readonly claimNo: ClaimNo; readonly sequence: number } | null {
  const m = FILING.exec(text.trim().toUpperCase());
  if (m === null || m[1] === undefined || m[2] === undefined) return null;
  return { claimNo: m[1] as ClaimNo, sequence: Number(m[2]) };
}

/** 2400 REF*6R: CLM01 and the line number; never reused after a line is deleted. */
export const lineControlNo = (filing: FilingId, lineNo: number): string => `${filing}-${lineNo}`;
