import * as z from 'zod';
import { type Cents, cents } from '../money.ts';

/**
 * The inbound encounter for professional claims (837P): domain.md 2.1 to 2.6, complete. What its fields mean stands in
 * `model.ts`, whose types are the same: apart, so that who only reads and writes X12 needs no zod.
 *
 * The schema holds shape, types and X12's maximum lengths. Whether a value is right (check digits, dates,
 * codes) is for the edits to say, so that a wrong NPI holds one claim and does not quarantine a file.
 * Money is cents, units are decimal strings, dates are `CCYYMMDD`.
 */

const text = (max: number) => z.string().min(1).max(max);
const amount = z
  .number()
  .int()
  .max(9_999_999_999)
  .transform((n): Cents => cents(n));
const date = z.string().regex(/^\d{8}$/);
const decimal = z.string().regex(/^\d{0,8}(\.\d{1,3})?$/);

const address = {
  address1: text(55).optional(),
  address2: text(55).optional(),
  city: text(30).optional(),
  state: text(2).optional(),
  zip: text(15).optional(),
  country: text(3).optional(),
  countrySubdivision: text(3).optional(),
};

const name = {
  /** 1 person, 2 organization (NM102). A party with `name` is an organization when this is absent. */
  entityType: z.enum(['1', '2']).optional(),
  /** Organization name (NM103). */
  name: text(60).optional(),
  /** Person's last name (NM103). */
  last: text(60).optional(),
  first: text(35).optional(),
  middle: text(25).optional(),
  suffix: text(10).optional(),
};

/** A secondary identifier: REF01, REF02; `payerId` is REF04 `2U:` where the id belongs to another payer. */
const secondaryId = z.strictObject({ qualifier: text(3), value: text(50), payerId: text(80).optional() });
const contact = z.strictObject({
  name: text(60).optional(),
  phone: text(256).optional(),
  extension: text(256).optional(),
  fax: text(256).optional(),
  email: text(256).optional(),
});

const providerFields = {
  ...name,
  npi: text(80).optional(),
  taxonomy: text(50).optional(),
  secondaryIds: z.array(secondaryId).max(20).optional(),
};
/** Rendering, referring, supervising and other providers (2310, 2420). */
const provider = z.strictObject(providerFields);
const providerAt = z.strictObject({ ...providerFields, ...address, contact: contact.optional() });
const place = z.strictObject({ name: text(60).optional(), ...address });

const billing = z.strictObject({
  ...providerFields,
  ...address,
  /** A provider without an NPI; identified by a payer's own number in 2010BB REF*G2. */
  atypical: z.boolean().optional(),
  taxId: z.strictObject({ type: z.enum(['EI', 'SY']), value: text(50) }).optional(),
  contacts: z.array(contact).max(2).optional(),
  currency: text(3).optional(),
});

const patient = z.strictObject({
  ...name,
  ...address,
  dob: date.optional(),
  sex: z.enum(['F', 'M', 'U']).optional(),
  deathDate: date.optional(),
  /** Pounds (PAT08), as a decimal string. */
  weightPounds: text(10).optional(),
  pregnant: z.boolean().optional(),
  secondaryIds: z.array(secondaryId).max(5).optional(),
  contact: contact.optional(),
});

/** One CAS triplet (domain.md 3.9). Positive amounts reduce the payment. */
export const adjustmentSchema = z.strictObject({
  group: text(2),
  carc: text(5),
  amountCents: amount,
  quantity: text(15).optional(),
});

/** What an earlier payer decided, at claim level (2320). */
const claimAdjudication = z.strictObject({
  paidCents: amount.optional(),
  nonCoveredCents: amount.optional(),
  remainingLiabilityCents: amount.optional(),
  adjustments: z.array(adjustmentSchema).max(30).optional(),
  /** MOA elements in order, as received. */
  outpatient: z.array(z.string().max(50)).max(9).optional(),
  /** 2330B DTP*573; only without line adjudications. */
  date: date.optional(),
  payerClaimControlNo: text(50).optional(),
});

const payersProvider = z.strictObject({
  code: text(3),
  entityType: z.enum(['1', '2']).optional(),
  secondaryIds: z.array(secondaryId).min(1).max(4),
});

export const coverageSchema = z.strictObject({
  /** 1 primary, 2 secondary … (SBR01 P, S, T, A to H). */
  seq: z.number().int().min(1).max(11),
  payer: z.strictObject({
    name: text(60),
    id: text(80),
    idQualifier: text(2).optional(),
    ...address,
    secondaryIds: z.array(secondaryId).max(6).optional(),
  }),
  filingCode: text(2).optional(),
  relationship: text(2).optional(),
  groupNumber: text(50).optional(),
  groupName: text(60).optional(),
  insuranceType: text(3).optional(),
  memberId: text(80).optional(),
  memberIdQualifier: text(2).optional(),
  /** The subscriber where another person than the patient; with relationship 18 the patient's data serve. */
  subscriber: z
    .strictObject({ ...name, ...address, dob: date.optional(), sex: z.enum(['F', 'M', 'U']).optional() })
    .optional(),
  subscriberSsn: text(50).optional(),
  subscriberContact: contact.optional(),
  propertyCasualtyClaimNo: text(50).optional(),
  /** What this payer, as another than the destination, calls the providers (2330C to G): NM101, NM102, REF. */
  providers: z.array(payersProvider).max(6).optional(),
  /** CLM08 / OI03. */
  assignment: z.enum(['Y', 'N', 'W']).optional(),
  /** CLM09 / OI06. */
  release: z.enum(['Y', 'I']).optional(),
  patientSignatureSource: text(1).optional(),
  adjudication: claimAdjudication.optional(),
  /** The payer's last answer about this coverage (271): its day, and what it said. Edits look at it; never sent. */
  eligibility: z.strictObject({ checkedOn: date, status: z.enum(['active', 'inactive']) }).optional(),
});

const attachment = z.strictObject({ type: text(2), transmission: text(2), controlNo: text(80).optional() });
const note = z.strictObject({ type: text(3), text: text(80) });
const dated = z.strictObject({
  qualifier: text(3),
  from: date,
  to: date.optional(),
  time: text(4).optional(),
});
const reference = z.strictObject({ qualifier: text(3), value: text(50), payerId: text(80).optional() });
/** CRC: category, whether the conditions apply, up to five codes. */
const condition = z.strictObject({
  category: text(2),
  applies: z.boolean(),
  codes: z.array(text(3)).min(1).max(5),
});
const contract = z.strictObject({
  type: text(2),
  amountCents: amount.optional(),
  percent: text(10).optional(),
  code: text(50).optional(),
  discountPercent: text(10).optional(),
  version: text(30).optional(),
});
const ambulance = z.strictObject({
  weightPounds: text(10).optional(),
  reason: text(1),
  miles: text(15),
  roundTripPurpose: text(80).optional(),
  stretcherPurpose: text(80).optional(),
});

/** HCP elements in order as received (repricers only): carried, never computed. */
const repricing = z.array(z.string().max(50)).max(15);

const procedure = z.strictObject({
  qualifier: text(2).optional(),
  code: text(48),
  modifiers: z.array(text(2)).max(4).optional(),
});

/** 2430: one payer's adjudication of this line. */
const lineAdjudication = z.strictObject({
  payerId: text(80),
  paidCents: amount,
  procedure,
  paidUnits: text(15).optional(),
  bundledIntoLine: z.number().int().min(1).max(999).optional(),
  adjustments: z.array(adjustmentSchema).max(30).optional(),
  date: date.optional(),
  remainingLiabilityCents: amount.optional(),
});

/** 2410: what was given, by its code, and how much of it. */
const productFields = {
  code: text(48),
  quantity: text(15),
  unit: text(2),
  prescription: z.strictObject({ qualifier: text(3), value: text(50) }).optional(),
};

/** `role` is NM101: DN where it is not said, P3 for the primary care provider. */
const referring = z.strictObject({ ...providerFields, role: z.enum(['DN', 'P3']).optional() });

const line = z.strictObject({
  /** SV101-1; HC unless given. */
  codeQualifier: text(2).optional(),
  code: text(48),
  modifiers: z.array(text(2)).max(4).optional(),
  description: text(80).optional(),
  chargeCents: amount,
  /** UN units (default), MJ minutes. */
  unitType: text(2).optional(),
  units: decimal,
  /** Documented minutes of a timed service (therapy). Edits compare the units with them; they are never sent. */
  minutes: decimal.optional(),
  pos: text(2).optional(),
  /** Diagnosis pointers, 1-based. An encounter may have more diagnoses than one claim's twelve. */
  dx: z.array(z.number().int().min(1).max(24)).max(4).optional(),
  emergency: z.boolean().optional(),
  epsdt: z.boolean().optional(),
  familyPlanning: z.boolean().optional(),
  copayExempt: z.boolean().optional(),
  from: date,
  to: date.optional(),
  lineControlNo: text(50).optional(),
  ndc: z.strictObject(productFields).optional(),
  /** A 2410 that names no drug: a device or supply by LIN02 (UP, EN, HI and others) and its code. */
  product: z.strictObject({ qualifier: text(2), ...productFields }).optional(),
  priorAuthNos: z.array(reference).max(5).optional(),
  referralNos: z.array(reference).max(5).optional(),
  references: z.array(reference).max(12).optional(),
  dates: z.array(dated).max(12).optional(),
  notes: z.array(note).max(2).optional(),
  attachments: z.array(attachment).max(10).optional(),
  conditions: z.array(condition).max(5).optional(),
  contract: contract.optional(),
  ambulance: ambulance.optional(),
  ambulancePatients: text(15).optional(),
  obstetricUnits: text(15).optional(),
  /** MEA: reference code, qualifier, value. */
  measurements: z
    .array(z.strictObject({ reference: text(2), qualifier: text(3), value: text(20) }))
    .max(5)
    .optional(),
  /** SV5: durable medical equipment. */
  equipment: z
    .strictObject({
      days: text(15),
      rentalCents: amount.optional(),
      purchaseCents: amount.optional(),
      frequency: text(1).optional(),
    })
    .optional(),
  /** CR3: certification type, months. */
  equipmentCertification: z.strictObject({ type: text(1), months: text(15) }).optional(),
  salesTaxCents: amount.optional(),
  postageCents: amount.optional(),
  fixedFormats: z.array(text(80)).max(10).optional(),
  purchasedService: z.strictObject({ providerId: text(50), chargeCents: amount }).optional(),
  repricing: repricing.optional(),
  rendering: provider.optional(),
  purchased: provider.optional(),
  facility: providerAt.optional(),
  supervising: provider.optional(),
  ordering: providerAt.optional(),
  referring: z.array(referring).max(2).optional(),
  ambulancePickUp: place.optional(),
  ambulanceDropOff: place.optional(),
  adjudications: z.array(lineAdjudication).max(15).optional(),
  /** LQ and FRM: form id and answers, as received. */
  forms: z
    .array(
      z.strictObject({
        qualifier: text(2),
        form: text(30),
        answers: z.array(z.array(z.string().max(80)).max(5)),
      }),
    )
    .optional(),
});

export const encounterSchema = z.strictObject({
  claimType: z.literal('P'),
  /** The practice's id of the encounter. Absent in an 837, whose encounters are identified by hash. */
  encounterId: text(80).optional(),
  /** The practice's own account number (CLM01 of an inbound 837). PHI: never logged, never sent on. */
  claimNo: text(38).optional(),
  /** CLM05-3. */
  frequency: text(1).default('1'),
  /** Which coverage this claim is for: 1 unless it came as a secondary claim. */
  destination: z.number().int().min(1).max(11).default(1),
  pos: text(2),
  billing,
  /** N3 and N4 of 2010AB. */
  payTo: z.strictObject({ entityType: z.enum(['1', '2']).optional(), ...address }).optional(),
  payToPlan: z
    .strictObject({
      name: text(60),
      id: text(80),
      ...address,
      secondaryIds: z.array(secondaryId).max(2).optional(),
    })
    .optional(),
  rendering: provider.optional(),
  referring: z.array(referring).max(2).optional(),
  supervising: provider.optional(),
  facility: providerAt.optional(),
  ambulancePickUp: place.optional(),
  ambulanceDropOff: place.optional(),
  patient,
  coverages: z.array(coverageSchema).min(1).max(11),
  signatureOnFile: z.boolean().optional(),
  acceptAssignment: z.enum(['A', 'B', 'C']).optional(),
  /** CLM02 as the source states it; the sum of the lines where absent. */
  totalChargeCents: amount.optional(),
  relatedCauses: z
    .array(z.enum(['AA', 'EM', 'OA']))
    .max(3)
    .optional(),
  accidentState: text(2).optional(),
  accidentCountry: text(3).optional(),
  specialProgram: text(3).optional(),
  delayReason: text(2).optional(),
  payerClaimControlNo: text(50).optional(),
  priorAuthNo: text(50).optional(),
  /**
   * What the practice knows of its authorizations: days, codes (single, ranges `97110-97140`, beginnings `J*`), units
   * left. Edits compare the lines with it; never sent.
   */
  authorizations: z
    .array(
      z.strictObject({
        number: text(50),
        from: date.optional(),
        to: date.optional(),
        codes: z.array(text(15)).max(200).optional(),
        unitsLeft: decimal.optional(),
      }),
    )
    .max(20)
    .optional(),
  referralNo: text(50).optional(),
  cliaNo: text(50).optional(),
  mammographyCertNo: text(50).optional(),
  medicalRecordNo: text(50).optional(),
  serviceAuthException: text(50).optional(),
  clearinghouseTraceNo: text(50).optional(),
  /** Further 2300 REF segments: F5, 9A, 9C, LX, P4, 1J. */
  references: z.array(reference).max(14).optional(),
  patientPaidCents: amount.optional(),
  attachments: z.array(attachment).max(10).optional(),
  note: note.optional(),
  /** 2300 DTP by qualifier. */
  dates: z.array(dated).max(20).optional(),
  conditions: z.array(condition).max(8).optional(),
  contract: contract.optional(),
  ambulance: ambulance.optional(),
  /** CR2: nature of condition and descriptions. */
  spinalManipulation: z
    .strictObject({ condition: text(1), descriptions: z.array(text(80)).max(2).optional() })
    .optional(),
  fixedFormats: z.array(text(80)).max(10).optional(),
  repricing: repricing.optional(),
  /** ICD-10-CM; dots are allowed and removed. Above twelve the encounter is split (domain.md 3.7). */
  diagnoses: z.array(text(30)).max(24),
  /** ICD version of `diagnoses`: ABK/ABF unless the source says BK/BF (ICD-9). */
  diagnosisVersion: z.enum(['10', '9']).optional(),
  /** HI*BP and BO. */
  anesthesiaProcedures: z.array(text(30)).max(2).optional(),
  /** HI*BG. */
  conditionCodes: z.array(text(30)).max(24).optional(),
  lines: z.array(line).min(1).max(999),
});
