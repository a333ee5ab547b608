/** Enough of a file's first bytes to know what it is. */
export const START_BYTES = 4;

/** By the first bytes in hexadecimal; ASCII letters have a zero beside them in UTF-16. */
const FORMATS: readonly (readonly [start: RegExp, advice: string])[] = [
  [/^1f8b/, 'It is compressed by gzip. Unpack it first: gunzip -c FILE | claimline x12 check -'],
  [/^504b0304/, 'It is a ZIP archive. Unpack it first.'],
  [/^25504446/, 'It is a PDF document.'],
  [
    /^(?:fffe|feff|(?:(?!00)..00){2}|(?:00(?!00)..){2})/,
    'It is UTF-16 text. Convert it first: iconv -f UTF-16 -t UTF-8 FILE | claimline x12 check -',
  ],
];

/** What to do about a file that holds no X12, where its first bytes tell what it holds instead. */
export const adviceOnFormat = (start: Uint8Array): string | undefined => {
  const bytes = Buffer.from(start).toString('hex');
  return FORMATS.find(([pattern]) => pattern.test(bytes))?.[1];
};
