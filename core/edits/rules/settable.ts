import type { Repair } from '../edit.ts';
import type { ClaimFacts } from '../facts.ts';
import { coveragePath } from './field.ts';

type Change = Pick<Repair, 'field' | 'value'>;

/**
 * A field that a rule may set: what a practice knows of itself and its payers. Never a code, a unit, a date, a
 * diagnosis, a charge, or a statement that the patient signs.
 */
export interface Settable {
  readonly name: string;
  /** For the manual. */
  readonly about: string;
  /** Kinds of claims that have it. */
  readonly types: readonly ClaimFacts['type'][];
  /** What a value must look like, in full. */
  readonly form: RegExp;
  readonly current: (claim: ClaimFacts) => string | undefined;
  /** Paths and values that are set together. */
  readonly changes: (claim: ClaimFacts, value: string) => readonly Change[];
}

const ALL = ['P', 'I', 'D'] as const;
const PROFESSIONAL = ['P'] as const;

/** Printable text that X12 can carry without our delimiters. */
const upTo = (most: number): RegExp => new RegExp(`^[^*:^~\\p{C}]{1,${most}}$`, 'u');

type Get = (claim: ClaimFacts) => string | undefined;
type Row = readonly [name: string, about: string, form: RegExp, current: Get];

const plain =
  (types: Settable['types']) =>
  ([name, about, form, current]: Row): Settable => ({
    ...{ name, about, types, form, current },
    changes: (_, value) => [{ field: name, value }],
  });

const ofCoverage =
  (types: Settable['types']) =>
  ([path, about, form, current]: Row): Settable => ({
    ...{ name: `coverage.${path}`, about, types, form, current },
    changes: (claim, value) => [{ field: `${coveragePath(claim)}.${path}`, value }],
  });

const ofAll: readonly Row[] = [
  ['referralNo', 'referral number', upTo(50), (c) => c.content.referralNo],
  ['priorAuthNo', 'authorization number', upTo(50), (c) => c.content.priorAuthNo],
  [
    'serviceAuthException',
    'why there is no authorization: 1 to 7',
    /^[1-7]$/,
    (c) => c.content.serviceAuthException,
  ],
  ['acceptAssignment', 'A accepted, C not', /^[AC]$/, (c) => c.content.acceptAssignment],
  [
    'billing.taxonomy',
    'taxonomy of the billing provider',
    /^[0-9A-Z]{9}X$/,
    (c) => c.content.billing.taxonomy,
  ],
  ['payTo.address1', 'where payments go: street', upTo(55), (c) => c.content.payTo?.address1],
  ['payTo.address2', 'where payments go: second line', upTo(55), (c) => c.content.payTo?.address2],
  ['payTo.city', 'where payments go: city', upTo(30), (c) => c.content.payTo?.city],
  ['payTo.state', 'where payments go: state', /^[A-Z]{2}$/, (c) => c.content.payTo?.state],
  ['payTo.zip', 'where payments go: ZIP code', /^\d{5}(\d{4})?$/, (c) => c.content.payTo?.zip],
];

const ofProfessional: readonly Row[] = [
  ['cliaNo', 'CLIA number of the laboratory', /^\d{2}D\d{7}$/, (c) => c.professional?.cliaNo],
  [
    'mammographyCertNo',
    'certificate number for mammography',
    upTo(50),
    (c) => c.professional?.mammographyCertNo,
  ],
];

const ofPayer: readonly Row[] = [
  ['filingCode', 'kind of insurance: MB, CI, MC …', /^[A-Z0-9]{2}$/, (c) => c.coverage?.filingCode],
  ['payer.id', 'id of the payer that the claim goes to', upTo(80), (c) => c.coverage?.payer.id],
  ['payer.name', 'name of that payer', upTo(60), (c) => c.coverage?.payer.name],
];

const insuranceType: Row = [
  'insuranceType',
  'why Medicare is not first',
  /^(1[2-6]|4[1237])$/,
  (c) => c.coverage?.insuranceType,
];

/** A note is its kind and its text; one that is there stays. */
const note: Settable = {
  name: 'note',
  about: 'a note to the payer (kind ADD), where there is none',
  types: PROFESSIONAL,
  form: upTo(80),
  current: ({ professional }) => professional?.note?.text,
  changes: ({ professional }, value) =>
    professional === undefined || professional.note !== undefined
      ? []
      : [
          { field: 'note.type', value: 'ADD' },
          { field: 'note.text', value },
        ],
};

/** Every field that a rule may set, in the order of the manual. */
export const settables: readonly Settable[] = [
  ...ofAll.map(plain(ALL)),
  ...ofProfessional.map(plain(PROFESSIONAL)),
  note,
  ...ofPayer.map(ofCoverage(ALL)),
  ofCoverage(PROFESSIONAL)(insuranceType),
];

const byName = new Map(settables.map((one) => [one.name, one]));

/** The settable field of a name, if there is one. */
export const settable = (name: string): Settable | undefined => byName.get(name);
