import type { Claim } from '../claim/types.ts';
import { SELF } from '../codes/coverage-codes.ts';
import type { CivilDate } from '../dates.ts';
import { canonicalJson } from '../encounter/canonical.ts';
import type { Hash } from '../encounter/identity.ts';

/** Who is asked to pay, and where statements go. */
export interface Guarantor {
  /** Names the guarantor at the practice: client code and a hash. It tells nothing by itself. */
  readonly account: string;
  readonly name: string;
  /** Street, second line, city: those that are known. */
  readonly address: readonly string[];
}

/** 64 bits: two guarantors of one practice never meet by chance. */
const HEX_DIGITS = 16;
const SALT = 'claimline guarantor 1';
const MAJORITY_YEARS = 18;
/** A claim number begins with its client's code (design D6). */
const CLIENT_CODE_LENGTH = 3;

interface Person {
  readonly name?: string | undefined;
  readonly last?: string | undefined;
  readonly first?: string | undefined;
  readonly middle?: string | undefined;
  readonly suffix?: string | undefined;
  readonly dob?: string | undefined;
  readonly address1?: string | undefined;
  readonly address2?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly zip?: string | undefined;
}

/**
 * The guarantor of a claim. Encounters name none, so it is the patient; for a patient under 18 on the first day of
 * service, the person through whom the first coverage insures the child. Claims of one practice and billing provider
 * with the same guarantor (last and first name, day of birth) are on one statement. Where a name is missing, a claim
 * has a statement of its own.
 *
 * @see domain.md 8.3
 */
export function guarantorOf({ claimNo, clientId, content }: Claim, hash: Hash): Guarantor {
  const { patient, billing } = content;
  const person = isMinor(content) ? (subscriberOf(content) ?? patient) : patient;
  const [last, first] = [bare(person.last ?? person.name), bare(person.first)];
  const provider = billing.npi ?? billing.taxId?.value ?? '';
  const address = addressLines(person.address1 === undefined ? patient : person);
  const known = [clientId, provider, last, first, person.dob ?? address];
  const key = canonicalJson([SALT, ...(last === '' || first === '' ? [clientId, claimNo] : known)]);
  return {
    account: `${claimNo.slice(0, CLIENT_CODE_LENGTH)}-${hash(key).slice(0, HEX_DIGITS).toUpperCase()}`,
    name: nameOf(person),
    address,
  };
}

const bare = (text: string | undefined): string => (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');

/** As people write it: first name first. */
export const nameOf = ({ name, first, middle, last, suffix }: Person): string =>
  last === undefined ? (name ?? '') : [first, middle, last, suffix].filter(Boolean).join(' ');

/** Zip codes of nine digits with their hyphen. */
export function addressLines({ address1, address2, city, state, zip }: Person): readonly string[] {
  const code = zip?.replace(/^(\d{5})(\d{4})$/, '$1-$2');
  const place = [city, [state, code].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [address1, address2, place].flatMap((line) => (line === undefined || line === '' ? [] : [line]));
}

/** First and last day of service. */
export function serviceDays({ lines }: Pick<Claim['content'], 'lines'>): readonly [CivilDate, CivilDate] {
  const days = lines.flatMap(({ from, to = from }) => [from, to]).toSorted();
  return [(days[0] ?? '') as CivilDate, (days.at(-1) ?? '') as CivilDate];
}

/** The birthday itself is the first day of majority; a day of birth that is not known makes no minor. */
function isMinor(content: Claim['content']): boolean {
  const { dob } = content.patient;
  if (dob === undefined) return false;
  return serviceDays(content)[0] < String(Number(dob) + MAJORITY_YEARS * 10_000);
}

function subscriberOf({ coverages }: Claim['content']): Person | undefined {
  const first = coverages.toSorted((a, b) => a.seq - b.seq)[0];
  const person = first?.relationship === SELF ? undefined : first?.subscriber;
  return person?.last === undefined || person.first === undefined ? undefined : person;
}
