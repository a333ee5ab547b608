/** Spreads numbers that are alike. */
const SPREAD = 0x9e3779b1;

/** A place in a table of 2 to the power of `bits`. */
export const hashOf = (number: number, bits: number): number => Math.imul(number, SPREAD) >>> (32 - bits);
