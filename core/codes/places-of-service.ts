/**
 * Place-of-service codes of professional claims (CLM05-1, SV105).
 *
 * @see the CMS place-of-service list; domain.md appendix A
 */
export const placesOfService: ReadonlySet<string> = new Set(
  [
    '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41',
    '42 49 50 51 52 53 54 55 56 57 58 60 61 62 65 66 71 72 81 99',
  ].flatMap((row) => row.split(' ')),
);
