import type { Cents } from '../money.ts';

/**
 * An encounter for a professional claim, and what an 837P says of one: domain.md 2.1 to 2.6, complete. `schema.ts` is
 * the same as a schema; a test holds the two together.
 *
 * Amounts are whole cents, units and quantities are decimal strings, dates are `CCYYMMDD`, times `HHMM`, state codes
 * have two letters. Each field says the loop and the element of the 837P that it is read from and written to. Fields
 * can be written, because the reader fills them one by one.
 */
export interface Encounter {
  claimType: 'P';
  /** The practice's id of the encounter; not in an 837, whose encounters are identified by hash. Never sent. */
  encounterId?: string | undefined;
  /** The practice's own account number: CLM01 of an inbound 837. PHI: never logged, never sent on. */
  claimNo?: string | undefined;
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  frequency: string;
  /** `seq` of the coverage that this claim is for: 1 unless it came as a secondary claim. */
  destination: number;
  /** CLM05-1: place of service. */
  pos: string;
  /** 2000A, 2010AA; its numbers at the payer from 2010BB. */
  billing: BillingProvider;
  /** 2010AB: NM102, N3 and N4. */
  payTo?: PayTo | undefined;
  /** 2010AC: NM103 and NM109, N3, N4, REF. */
  payToPlan?: PayToPlan | undefined;
  /** 2310B. */
  rendering?: Provider | undefined;
  /** 2310A, up to two. */
  referring?: ReferringProvider[] | undefined;
  /** 2310D. */
  supervising?: Provider | undefined;
  /** 2310C. */
  facility?: ProviderAt | undefined;
  /** 2310E. */
  ambulancePickUp?: NamedPlace | undefined;
  /** 2310F. */
  ambulanceDropOff?: NamedPlace | undefined;
  /** 2010BA, or 2000C and 2010CA where the patient is not the subscriber. */
  patient: Patient;
  /** All payers in their order: 2000B with 2010BA and 2010BB for the destination, 2320 with 2330 for the others. */
  coverages: Coverage[];
  /** CLM06: the provider's signature. */
  signatureOnFile?: boolean | undefined;
  /** CLM07: A assigned, B clinical laboratory only, C not assigned. */
  acceptAssignment?: 'A' | 'B' | 'C' | undefined;
  /** CLM02 as the source states it; the sum of the lines where absent. */
  totalChargeCents?: Cents | undefined;
  /** CLM11-1 to 3: AA auto accident, EM employment, OA other accident. */
  relatedCauses?: ('AA' | 'EM' | 'OA')[] | undefined;
  /** CLM11-4: state of an auto accident. */
  accidentState?: string | undefined;
  /** CLM11-5, where it happened outside the US. */
  accidentCountry?: string | undefined;
  /** CLM12. */
  specialProgram?: string | undefined;
  /** CLM20. */
  delayReason?: string | undefined;
  /** 2300 REF*F8: the payer's number of the claim that this one replaces or voids. */
  payerClaimControlNo?: string | undefined;
  /** 2300 REF*G1. */
  priorAuthNo?: string | undefined;
  /**
   * What the practice knows of its authorizations: days, codes (single, ranges `97110-97140`, beginnings `J*`), units
   * left. Edits compare the lines with it; never sent.
   */
  authorizations?: Authorization[] | undefined;
  /** 2300 REF*9F. */
  referralNo?: string | undefined;
  /** 2300 REF*X4. */
  cliaNo?: string | undefined;
  /** 2300 REF*EW. */
  mammographyCertNo?: string | undefined;
  /** 2300 REF*EA. */
  medicalRecordNo?: string | undefined;
  /** 2300 REF*4N. */
  serviceAuthException?: string | undefined;
  /** 2300 REF*D9. */
  clearinghouseTraceNo?: string | undefined;
  /** Further 2300 REF: F5, 9A, 9C, LX, P4, 1J. */
  references?: Reference[] | undefined;
  /** 2300 AMT*F5: what the patient has paid. */
  patientPaidCents?: Cents | undefined;
  /** 2300 PWK, up to ten. */
  attachments?: Attachment[] | undefined;
  /** 2300 NTE. */
  note?: Note | undefined;
  /** 2300 DTP, by qualifier. */
  dates?: Dated[] | undefined;
  /** 2300 CRC: ambulance, vision, homebound, EPSDT. */
  conditions?: Condition[] | undefined;
  /** 2300 CN1. */
  contract?: Contract | undefined;
  /** 2300 CR1. */
  ambulance?: Ambulance | undefined;
  /** 2300 CR2: CR208; CR210 and CR211. */
  spinalManipulation?: { condition: string; descriptions?: string[] | undefined } | undefined;
  /** 2300 K3, up to ten. */
  fixedFormats?: string[] | undefined;
  /** 2300 HCP, elements in order as received (repricers only): carried, never computed. */
  repricing?: string[] | undefined;
  /**
   * 2300 HI*ABK and ABF, the principal diagnosis first: ICD-10-CM; dots are allowed and removed. Above twelve the
   * encounter is split (domain.md 3.7).
   */
  diagnoses: string[];
  /** ICD version of `diagnoses`: 10 (ABK, ABF) unless the source says BK and BF, which is 9. */
  diagnosisVersion?: '10' | '9' | undefined;
  /** 2300 HI*BP and BO. */
  anesthesiaProcedures?: string[] | undefined;
  /** 2300 HI*BG. */
  conditionCodes?: string[] | undefined;
  /** 2400. */
  lines: ServiceLine[];
}

/** 2400 of an 837P with its loops. */
export interface ServiceLine {
  /** SV101-1; HC unless given. */
  codeQualifier?: string | undefined;
  /** SV101-2. */
  code: string;
  /** SV101-3 to 6. */
  modifiers?: string[] | undefined;
  /** SV101-7. */
  description?: string | undefined;
  /** SV102. */
  chargeCents: Cents;
  /** SV103: UN units unless given, MJ minutes. */
  unitType?: string | undefined;
  /** SV104. */
  units: string;
  /** Documented minutes of a timed service (therapy). Edits compare the units with them; never sent. */
  minutes?: string | undefined;
  /** SV105, where it is not the claim's. */
  pos?: string | undefined;
  /** SV107: places in `diagnoses`, from 1. An encounter may have more diagnoses than one claim's twelve. */
  dx?: number[] | undefined;
  /** SV109. */
  emergency?: boolean | undefined;
  /** SV111. */
  epsdt?: boolean | undefined;
  /** SV112. */
  familyPlanning?: boolean | undefined;
  /** SV115 is 0. */
  copayExempt?: boolean | undefined;
  /** DTP*472, its first and its last day; `to` is absent where they are one. */
  from: string;
  to?: string | undefined;
  /** REF*6R. */
  lineControlNo?: string | undefined;
  /** 2410 of a drug: LIN*N4, CTP, REF. */
  ndc?: Product | undefined;
  /** A 2410 that names no drug: a device or supply by LIN02 (UP, EN, HI and others) and its code. */
  product?: QualifiedProduct | undefined;
  /** REF*G1, up to five. */
  priorAuthNos?: Reference[] | undefined;
  /** REF*9F, up to five. */
  referralNos?: Reference[] | undefined;
  /** Further REF: 9B, 9D, EW, X4, F4, BT. */
  references?: Reference[] | undefined;
  /** Further DTP, by qualifier. */
  dates?: Dated[] | undefined;
  /** NTE. */
  notes?: Note[] | undefined;
  /** PWK. */
  attachments?: Attachment[] | undefined;
  /** CRC: ambulance, hospice employee, equipment. */
  conditions?: Condition[] | undefined;
  /** CN1. */
  contract?: Contract | undefined;
  /** CR1. */
  ambulance?: Ambulance | undefined;
  /** QTY*PT. */
  ambulancePatients?: string | undefined;
  /** QTY*FL. */
  obstetricUnits?: string | undefined;
  /** MEA01, MEA02 and MEA03, up to five. */
  measurements?: { reference: string; qualifier: string; value: string }[] | undefined;
  /** SV5, durable medical equipment: SV503 days, SV504 rent, SV505 price, SV506 how often the rent is billed. */
  equipment?: Equipment | undefined;
  /** CR301 and CR303. */
  equipmentCertification?: { type: string; months: string } | undefined;
  /** AMT*T. */
  salesTaxCents?: Cents | undefined;
  /** AMT*F4. */
  postageCents?: Cents | undefined;
  /** K3, up to ten. */
  fixedFormats?: string[] | undefined;
  /** PS101 and PS102. */
  purchasedService?: { providerId: string; chargeCents: Cents } | undefined;
  /** HCP, elements in order as received. */
  repricing?: string[] | undefined;
  /** 2420A. */
  rendering?: Provider | undefined;
  /** 2420B. */
  purchased?: Provider | undefined;
  /** 2420C. */
  facility?: ProviderAt | undefined;
  /** 2420D. */
  supervising?: Provider | undefined;
  /** 2420E. */
  ordering?: ProviderAt | undefined;
  /** 2420F, up to two. */
  referring?: ReferringProvider[] | undefined;
  /** 2420G. */
  ambulancePickUp?: NamedPlace | undefined;
  /** 2420H. */
  ambulanceDropOff?: NamedPlace | undefined;
  /** 2430. */
  adjudications?: LineAdjudication[] | undefined;
  /** 2440: LQ01 and LQ02; FRM01 to FRM05 of each question, as received. */
  forms?: { qualifier: string; form: string; answers: string[][] }[] | undefined;
}

/** One payer of the claim. */
export interface Coverage {
  /** 1 primary, 2 secondary … SBR01: P, S, T, A to H. */
  seq: number;
  /** 2010BB or 2330B. */
  payer: Payer;
  /** SBR09. */
  filingCode?: string | undefined;
  /** SBR02, or PAT01 where the patient is not the subscriber: 18 self. */
  relationship?: string | undefined;
  /** SBR03. */
  groupNumber?: string | undefined;
  /** SBR04. */
  groupName?: string | undefined;
  /** SBR05. */
  insuranceType?: string | undefined;
  /** NM109 of 2010BA or 2330A. */
  memberId?: string | undefined;
  /** NM108; MI unless given. */
  memberIdQualifier?: string | undefined;
  /** 2010BA or 2330A, where another person than the patient; with relationship 18 the patient's data serve. */
  subscriber?: Person | undefined;
  /** REF*SY of 2010BA or 2330A. */
  subscriberSsn?: string | undefined;
  /** 2010BA PER. */
  subscriberContact?: Contact | undefined;
  /** REF*Y4 of 2010BA or 2010CA. */
  propertyCasualtyClaimNo?: string | undefined;
  /** 2330C to G: what this payer, as another than the destination, calls the providers. NM101, NM102, REF. */
  providers?: ProviderOfPayer[] | undefined;
  /** CLM08 or OI03: Y benefits are assigned, N not, W the patient refuses. */
  assignment?: 'Y' | 'N' | 'W' | undefined;
  /** CLM09 or OI06. */
  release?: 'Y' | 'I' | undefined;
  /** CLM10 or OI04. */
  patientSignatureSource?: string | undefined;
  /** 2320: what this payer decided before. */
  adjudication?: ClaimAdjudication | undefined;
  /** The payer's last answer about this coverage (271): its day, and what it said. Edits look at it; never sent. */
  eligibility?: { checkedOn: string; status: 'active' | 'inactive' } | undefined;
}

/** 2010BB or 2330B. */
export interface Payer extends Address {
  /** NM103. */
  name: string;
  /** NM109. */
  id: string;
  /** NM108; PI unless given. */
  idQualifier?: string | undefined;
  /** REF: 2U, EI, FY, NF. */
  secondaryIds?: Reference[] | undefined;
}

/** What an earlier payer decided of the whole claim (2320). */
export interface ClaimAdjudication {
  /** AMT*D. */
  paidCents?: Cents | undefined;
  /** AMT*A8. */
  nonCoveredCents?: Cents | undefined;
  /** AMT*EAF: what the patient still owes. */
  remainingLiabilityCents?: Cents | undefined;
  /** CAS. */
  adjustments?: Adjustment[] | undefined;
  /** MOA, elements in order as received. */
  outpatient?: string[] | undefined;
  /** 2330B DTP*573; only without line adjudications. */
  date?: string | undefined;
  /** 2330B REF*F8. */
  payerClaimControlNo?: string | undefined;
}

/** What an earlier payer decided of a line (2430). */
export interface LineAdjudication {
  /** SVD01: `payer.id` of the coverage. */
  payerId: string;
  /** SVD02. */
  paidCents: Cents;
  /** SVD03. */
  procedure: Procedure;
  /** SVD05. */
  paidUnits?: string | undefined;
  /** SVD06: the line that it was bundled into, from 1. */
  bundledIntoLine?: number | undefined;
  /** CAS. */
  adjustments?: Adjustment[] | undefined;
  /** DTP*573. */
  date?: string | undefined;
  /** AMT*EAF. */
  remainingLiabilityCents?: Cents | undefined;
}

/** One CAS triplet (domain.md 3.9). */
export interface Adjustment {
  /** CAS01: CO, CR, OA, PI, PR. */
  group: string;
  /** CAS02: claim adjustment reason code. */
  carc: string;
  /** CAS03. Positive reduces the payment, negative increases it. */
  amountCents: Cents;
  /** CAS04. */
  quantity?: string | undefined;
}

/** SV101 or SVD03. */
export interface Procedure {
  /** Component 1; HC unless given. */
  qualifier?: string | undefined;
  /** Component 2. */
  code: string;
  /** Components 3 to 6. */
  modifiers?: string[] | undefined;
}

/** 2410. */
export interface Product {
  /** LIN03. */
  code: string;
  /** CTP04. */
  quantity: string;
  /** CTP05: F2, GR, ME, ML, UN. */
  unit: string;
  /** REF01 and REF02: XZ, VY. */
  prescription?: { qualifier: string; value: string } | undefined;
}

/** 2410 with LIN02. */
export interface QualifiedProduct extends Product {
  qualifier: string;
}

/** N3 and N4. */
export interface Address {
  /** N301 and N302. */
  address1?: string | undefined;
  address2?: string | undefined;
  /** N401. */
  city?: string | undefined;
  /** N402. */
  state?: string | undefined;
  /** N403: five or nine digits. */
  zip?: string | undefined;
  /** N404 and N407, outside the US. */
  country?: string | undefined;
  countrySubdivision?: string | undefined;
}

/** NM1. */
export interface Name {
  /** NM102: 1 person, 2 organization. A party with `name` is an organization when this is absent. */
  entityType?: '1' | '2' | undefined;
  /** NM103 of an organization. */
  name?: string | undefined;
  /** NM103 of a person. */
  last?: string | undefined;
  /** NM104. */
  first?: string | undefined;
  /** NM105. */
  middle?: string | undefined;
  /** NM107. */
  suffix?: string | undefined;
}

/** A subscriber: NM1, N3, N4, DMG. */
export interface Person extends Name, Address {
  /** DMG02. */
  dob?: string | undefined;
  /** DMG03. */
  sex?: 'F' | 'M' | 'U' | undefined;
}

/** Who was treated. */
export interface Patient extends Person {
  /** PAT06. */
  deathDate?: string | undefined;
  /** PAT08: pounds. */
  weightPounds?: string | undefined;
  /** PAT09. */
  pregnant?: boolean | undefined;
  /** 2010CA REF: 1W, SY. */
  secondaryIds?: Reference[] | undefined;
  /** 2010CA PER. */
  contact?: Contact | undefined;
}

/** A rendering, referring, supervising or other provider (2310, 2420). */
export interface Provider extends Name {
  /** NM109. */
  npi?: string | undefined;
  /** PRV03. */
  taxonomy?: string | undefined;
  /** REF: 0B, 1G, G2, LU. */
  secondaryIds?: Reference[] | undefined;
}

/** A provider whose address, and telephone, are sent: N3, N4, PER. */
export interface ProviderAt extends Provider, Address {
  contact?: Contact | undefined;
}

/** A provider with NM101: DN referring, P3 primary care provider. Of a line DN where it is not said. */
export interface ReferringProvider extends Provider {
  role?: 'DN' | 'P3' | undefined;
}

/** 2000A and 2010AA. */
export interface BillingProvider extends Provider, Address {
  /** Has no NPI; identified by a payer's own number in 2010BB REF*G2. */
  atypical?: boolean | undefined;
  /** REF*EI, an employer's number, or REF*SY, a person's. */
  taxId?: { type: 'EI' | 'SY'; value: string } | undefined;
  /** PER, up to two. */
  contacts?: Contact[] | undefined;
  /** CUR02, where it is not US dollars. */
  currency?: string | undefined;
}

/** Where payments go (2010AB): N3, N4. */
export interface PayTo extends Address {
  /** NM102. */
  entityType?: '1' | '2' | undefined;
}

/** A plan that claims back what it paid (2010AC). */
export interface PayToPlan extends Address {
  /** NM103. */
  name: string;
  /** NM109. */
  id: string;
  /** REF: 2U, EI, FY, NF. */
  secondaryIds?: Reference[] | undefined;
}

/** What a payer calls a provider (2330C and after): NM101, NM102, REF. */
export interface ProviderOfPayer {
  code: string;
  entityType?: '1' | '2' | undefined;
  secondaryIds: Reference[];
}

/** Where an ambulance goes: NM103, N3, N4. */
export interface NamedPlace extends Address {
  name?: string | undefined;
}

/** PER: PER02, and by qualifier TE, EX, FX and EM. */
export interface Contact {
  name?: string | undefined;
  phone?: string | undefined;
  extension?: string | undefined;
  fax?: string | undefined;
  email?: string | undefined;
}

/** REF01 and REF02; `payerId` is what follows `2U` in REF04, where the number is another payer's. */
export interface Reference {
  qualifier: string;
  value: string;
  payerId?: string | undefined;
}

/** PWK01, PWK02 and PWK06. */
export interface Attachment {
  type: string;
  transmission: string;
  controlNo?: string | undefined;
}

/** NTE01 and NTE02. */
export interface Note {
  type: string;
  text: string;
}

/** DTP01; its day, its last day or its time as DTP02 says. */
export interface Dated {
  qualifier: string;
  from: string;
  to?: string | undefined;
  time?: string | undefined;
}

/** CRC01; CRC02, whether the conditions apply; CRC03 to CRC07. */
export interface Condition {
  category: string;
  applies: boolean;
  codes: string[];
}

/** CN101 to CN106. */
export interface Contract {
  type: string;
  amountCents?: Cents | undefined;
  percent?: string | undefined;
  code?: string | undefined;
  discountPercent?: string | undefined;
  version?: string | undefined;
}

/** CR102, CR104, CR106, CR109 and CR110. */
export interface Ambulance {
  weightPounds?: string | undefined;
  reason: string;
  miles: string;
  roundTripPurpose?: string | undefined;
  stretcherPurpose?: string | undefined;
}

/** SV503 to SV506. */
export interface Equipment {
  days: string;
  rentalCents?: Cents | undefined;
  purchaseCents?: Cents | undefined;
  frequency?: string | undefined;
}

/** What the practice knows of an authorization. Never sent. */
export interface Authorization {
  number: string;
  from?: string | undefined;
  to?: string | undefined;
  codes?: string[] | undefined;
  unitsLeft?: string | undefined;
}
