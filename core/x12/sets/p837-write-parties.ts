import type { Coverage, Encounter, Patient, Provider, ProviderAt } from '../../encounter/model.ts';
import type { ClaimBatchHeader } from '../types.ts';
import {
  type Contact,
  type FieldWriter,
  type Reference,
  writeAddress,
  writeContact,
  writeParty,
  writePhone,
  writeReference,
} from './field-writer.ts';

/** SBR01 by place: primary, secondary, tertiary, then the fourth to the eleventh payer. */
const RESPONSIBILITY = ['P', 'S', 'T', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
export const responsibilityOf = (seq: number): string | undefined => RESPONSIBILITY[seq - 1];
/** The patient is the subscriber. */
const SELF = '18';

/** Where the lines of 2000B and 2000C go. */
export interface Places {
  readonly subscriber: FieldWriter;
  /** Empty where the patient is the subscriber. */
  readonly patient: FieldWriter;
}

/** BHT, 1000A and 1000B. */
export function writeHeader(w: FieldWriter, header: ClaimBatchHeader): void {
  const { submitter, receiver } = header;
  w.segment(
    'BHT',
    '0019',
    header.purpose,
    w.id('header.batchId', header.batchId, 50),
    header.date,
    header.time,
    header.type,
  );
  const isPerson = submitter.entityType === '1';
  w.segment(
    'NM1',
    '41',
    submitter.entityType,
    w.requiredText('header.submitter.name', submitter.name, 60),
    isPerson ? w.text('header.submitter.first', submitter.first, 35) : undefined,
    isPerson ? w.text('header.submitter.middle', submitter.middle, 25) : undefined,
    undefined,
    undefined,
    '46',
    w.requiredId('header.submitter.etin', submitter.etin, 80),
  );
  writeContacts(w, 'header.submitter.contacts', submitter.contacts);
  const name = w.requiredText('header.receiver.name', receiver.name, 60);
  const etin = w.requiredId('header.receiver.etin', receiver.etin, 80);
  w.segment('NM1', '40', '2', name, undefined, undefined, undefined, undefined, '46', etin);
}

function writeContacts(w: FieldWriter, at: string, contacts: readonly Contact[] | undefined): void {
  contacts?.forEach((contact, i) => {
    writeContact(w, `${at}.${i}`, contact);
  });
}

export const npiOf = (w: FieldWriter, at: string, npi: string | undefined) => ({
  qualifier: 'XX',
  value: w.id(`${at}.npi`, npi, 80),
});

export function writeReferences(
  w: FieldWriter,
  at: string,
  references: readonly Reference[] | undefined,
): void {
  references?.forEach((reference, i) => {
    writeReference(w, `${at}.${i}`, reference);
  });
}

/** 2000A without its HL: specialty, currency, 2010AA, 2010AB, 2010AC. */
export function writeBilling(
  w: FieldWriter,
  { billing, payTo, payToPlan }: Pick<Encounter, 'billing' | 'payTo' | 'payToPlan'>,
): void {
  const taxonomy = w.id('billing.taxonomy', billing.taxonomy, 50);
  if (taxonomy !== undefined) w.segment('PRV', 'BI', 'PXC', taxonomy);
  const currency = w.id('billing.currency', billing.currency, 3);
  if (currency !== undefined && currency !== 'USD') w.segment('CUR', '85', currency);
  writeParty(w, 'billing', { code: '85', party: billing, id: npiOf(w, 'billing', billing.npi) });
  writeAddress(w, 'billing', billing);
  const { taxId, secondaryIds, contacts } = billing;
  if (taxId !== undefined)
    w.segment('REF', taxId.type, w.id('billing.taxId.value', taxId.value.replaceAll('-', ''), 50));
  writeReferences(w, 'billing.secondaryIds', secondaryIds?.filter(isOwnNumber));
  writeContacts(w, 'billing.contacts', contacts);
  writePayTo(w, payTo, payToPlan);
}

/** Licences and UPINs stand with the provider; its numbers at the payer stand with the payer. */
const AT_PAYER = new Set(['G2', 'LU']);
const isOwnNumber = ({ qualifier }: Reference): boolean => !AT_PAYER.has(qualifier);
const isNumberAtPayer = ({ qualifier }: Reference): boolean => AT_PAYER.has(qualifier);

function writePayTo(w: FieldWriter, payTo: Encounter['payTo'], plan: Encounter['payToPlan']): void {
  if (payTo !== undefined) {
    w.segment('NM1', '87', payTo.entityType ?? '2');
    writeAddress(w, 'payTo', payTo);
  }
  if (plan === undefined) return;
  writeParty(w, 'payToPlan', {
    code: 'PE',
    party: { entityType: '2', name: plan.name },
    id: { qualifier: 'PI', value: w.id('payToPlan.id', plan.id, 80) },
  });
  writeAddress(w, 'payToPlan', plan);
  writeReferences(w, 'payToPlan.secondaryIds', plan.secondaryIds);
}

/** 2000B without its HL, and 2000C where the patient is another person. */
export function writeSubscriber(
  places: Places,
  content: Pick<Encounter, 'billing' | 'patient'>,
  at: { coverage: Coverage; path: string },
): void {
  const { coverage, path } = at;
  const { subscriber: w } = places;
  const isPatient = coverage.relationship === SELF;
  writeSbr(w, path, coverage, isPatient ? SELF : undefined);
  if (isPatient) writePat(w, content.patient, undefined);
  writeSubscriberName(w, content, at);
  writePayer(w, path, coverage.payer);
  writeReferences(w, 'billing.secondaryIds', content.billing.secondaryIds?.filter(isNumberAtPayer));
  if (!isPatient) writePatient(places.patient, content, at);
}

export function writeSbr(
  w: FieldWriter,
  path: string,
  coverage: Coverage,
  relationship: string | undefined,
): void {
  w.segment(
    'SBR',
    responsibilityOf(coverage.seq),
    relationship,
    w.id(`${path}.groupNumber`, coverage.groupNumber, 50),
    w.text(`${path}.groupName`, coverage.groupName, 60),
    w.id(`${path}.insuranceType`, coverage.insuranceType, 3),
    undefined,
    undefined,
    undefined,
    w.id(`${path}.filingCode`, coverage.filingCode, 2),
  );
}

/** PAT: sent for a relationship, a death, a weight or a pregnancy. */
function writePat(w: FieldWriter, patient: Patient, relationship: string | undefined): void {
  const { deathDate, weightPounds, pregnant } = patient;
  const weight = w.decimal('patient.weightPounds', weightPounds);
  w.segment(
    'PAT',
    relationship,
    undefined,
    undefined,
    undefined,
    deathDate === undefined ? undefined : 'D8',
    deathDate,
    weight === undefined ? undefined : '01',
    weight,
    pregnant === true ? 'Y' : undefined,
  );
}

const memberOf = (w: FieldWriter, path: string, coverage: Coverage) => ({
  qualifier: w.id(`${path}.memberIdQualifier`, coverage.memberIdQualifier, 2) ?? 'MI',
  value: w.requiredId(`${path}.memberId`, coverage.memberId, 80),
});

/** Address and birth date of the subscriber are sent only where the subscriber is the patient. */
function writeSubscriberName(
  w: FieldWriter,
  { patient }: Pick<Encounter, 'patient'>,
  { coverage, path }: { coverage: Coverage; path: string },
): void {
  const isPatient = coverage.relationship === SELF;
  const party = isPatient ? patient : (coverage.subscriber ?? {});
  writeParty(w, isPatient ? 'patient' : `${path}.subscriber`, {
    code: 'IL',
    party,
    id: memberOf(w, path, coverage),
  });
  if (isPatient) writePerson(w, patient);
  const ssn = w.id(`${path}.subscriberSsn`, coverage.subscriberSsn?.replaceAll('-', ''), 50);
  if (ssn !== undefined) w.segment('REF', 'SY', ssn);
  if (isPatient) writePropertyCasualty(w, path, coverage);
  const contact = coverage.subscriberContact ?? (isPatient ? patient.contact : undefined);
  writePhone(w, `${path}.subscriberContact`, contact);
}

function writePerson(w: FieldWriter, patient: Patient): void {
  writeAddress(w, 'patient', patient);
  const { dob, sex } = patient;
  if (dob !== undefined || sex !== undefined) w.segment('DMG', 'D8', dob, sex);
}

function writePropertyCasualty(w: FieldWriter, path: string, coverage: Coverage): void {
  const claimNo = w.id(`${path}.propertyCasualtyClaimNo`, coverage.propertyCasualtyClaimNo, 50);
  if (claimNo !== undefined) w.segment('REF', 'Y4', claimNo);
}

/** 2000C and 2010CA. */
function writePatient(
  w: FieldWriter,
  { patient }: Pick<Encounter, 'patient'>,
  { coverage, path }: { coverage: Coverage; path: string },
): void {
  writePat(w, patient, w.requiredId(`${path}.relationship`, coverage.relationship, 2));
  writeParty(w, 'patient', { code: 'QC', party: { ...patient, entityType: '1' } });
  writePerson(w, patient);
  writePropertyCasualty(w, path, coverage);
  writeReferences(w, 'patient.secondaryIds', patient.secondaryIds);
  writePhone(w, 'patient.contact', patient.contact);
}

/** 2010BB and 2330B: name, id, address. Their numbers follow with the loop's own. */
export function writePayerName(w: FieldWriter, path: string, payer: Coverage['payer']): void {
  writeParty(w, `${path}.payer`, {
    code: 'PR',
    party: { entityType: '2', name: payer.name },
    id: {
      qualifier: w.id(`${path}.payer.idQualifier`, payer.idQualifier, 2) ?? 'PI',
      value: w.requiredId(`${path}.payer.id`, payer.id, 80),
    },
  });
  writeAddress(w, `${path}.payer`, payer);
}

function writePayer(w: FieldWriter, path: string, payer: Coverage['payer']): void {
  writePayerName(w, path, payer);
  writeReferences(w, `${path}.payer.secondaryIds`, payer.secondaryIds);
}

/** 2330A. The patient's own data serve where the patient is this payer's subscriber too. */
export function writeOtherSubscriber(
  w: FieldWriter,
  content: Pick<Encounter, 'patient'>,
  { coverage, path }: { coverage: Coverage; path: string },
): void {
  const own = coverage.subscriber;
  const party = own ?? (coverage.relationship === SELF ? content.patient : {});
  const at = own === undefined ? 'patient' : `${path}.subscriber`;
  writeParty(w, at, { code: 'IL', party, id: memberOf(w, path, coverage) });
  writeAddress(w, at, party);
  const ssn = w.id(`${path}.subscriberSsn`, coverage.subscriberSsn?.replaceAll('-', ''), 50);
  if (ssn !== undefined) w.segment('REF', 'SY', ssn);
}

/** A provider loop of 2310 or 2420. @param code NM101 */
export function writeProvider(
  w: FieldWriter,
  at: string,
  { code, provider }: { code: string; provider: Provider },
): void {
  writeParty(w, at, { code, party: provider, id: npiOf(w, at, provider.npi) });
  const taxonomy = code === '82' ? w.id(`${at}.taxonomy`, provider.taxonomy, 50) : undefined;
  if (taxonomy !== undefined) w.segment('PRV', 'PE', 'PXC', taxonomy);
  writeReferences(w, `${at}.secondaryIds`, provider.secondaryIds);
}

/** A provider with an address: facility and ordering provider. */
export function writeProviderAt(
  w: FieldWriter,
  at: string,
  { code, provider }: { code: string; provider: ProviderAt },
): void {
  writeParty(w, at, { code, party: provider, id: npiOf(w, at, provider.npi) });
  writeAddress(w, at, provider);
  writeReferences(w, `${at}.secondaryIds`, provider.secondaryIds);
  (code === 'DK' ? writeContact : writePhone)(w, `${at}.contact`, provider.contact);
}

/** The provider of a purchased service is sent without a name. */
export function writePurchased(w: FieldWriter, at: string, provider: Provider): void {
  const { qualifier, value } = npiOf(w, at, provider.npi);
  const entityType = provider.entityType ?? (provider.last === undefined ? '2' : '1');
  const none = Array.from({ length: 5 }, () => undefined);
  w.segment('NM1', 'QB', entityType, ...none, ...(value === undefined ? [] : [qualifier, value]));
  writeReferences(w, `${at}.secondaryIds`, provider.secondaryIds);
}

/** Where an ambulance took the patient up or set the patient down. */
export function writePlace(
  w: FieldWriter,
  at: string,
  { code, place }: { code: string; place: NonNullable<Encounter['ambulancePickUp']> },
): void {
  w.segment('NM1', code, '2', code === '45' ? w.text(`${at}.name`, place.name, 60) : undefined);
  writeAddress(w, at, place);
}
