/** Looks for patient data where none may be (design.md D4). */

/** What must not be found, by name: identifiers, names, addresses as text; dates as `CCYYMMDD`. */
export interface Canaries {
  readonly texts: readonly string[];
  readonly dates: readonly string[];
}

/** Text to be searched, by the place it comes from. */
export type Places = ReadonlyMap<string, readonly string[]>;

/** Every way in which a date may be written. */
function dateForms(date: string): readonly string[] {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
  const orders = [
    [year, month, day],
    [month, day, year],
    [day, month, year],
  ];
  return orders.flatMap((parts) => ['', '-', '/', '.'].map((separator) => parts.join(separator)));
}

const encodings: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => [...text].reverse().join(''),
  (text) => text.replaceAll(/[^A-Za-z0-9]/g, ''),
];

/** All forms to be looked for, in lower case. */
function formsOf({ texts, dates }: Canaries): ReadonlySet<string> {
  const plain = [...texts, ...dates.flatMap(dateForms)];
  return new Set(plain.flatMap((text) => encodings.map((encode) => encode(text).toLowerCase())));
}

/** Where something was found, and which form of it: `log: canarywitz`. Base64 of whole values is looked into. */
export function findLeaks(places: Places, canaries: Canaries): readonly string[] {
  const forms = [...formsOf(canaries)];
  const found = new Set<string>();
  for (const [place, texts] of places) {
    for (const text of texts) {
      const readable = [text, ...decoded(text)].map((one) => one.toLowerCase());
      for (const form of forms)
        if (readable.some((one) => one.includes(form))) found.add(`${place}: ${form}`);
    }
  }
  return [...found];
}

const decoded = (text: string): readonly string[] =>
  (text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []).map((part) =>
    Buffer.from(part, 'base64').toString('latin1'),
  );
