/**
 * USPS abbreviations: states, the District of Columbia, territories, freely associated states and the three
 * military "states" AA, AE and AP.
 *
 * @see USPS Publication 28, appendix B
 */
export const uspsStates: ReadonlySet<string> = new Set(
  [
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY',
    'NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP FM MH PW AA AE AP',
  ].flatMap((row) => row.split(' ')),
);

/** Whether an address's country, as X12 gives it, is the United States: absent means so. */
export const isDomestic = (country: string | undefined): boolean =>
  country === undefined || country === 'US' || country === 'USA';
