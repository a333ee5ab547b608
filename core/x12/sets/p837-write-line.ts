import type { ServiceLine } from '../../encounter/model.ts';
import { procedureElement, writeAdjudications, writeProducts } from './claim-write-line.ts';
import { type FieldWriter, inOrder, type Reference, writeReference } from './field-writer.ts';
import { writePlace, writeProvider, writeProviderAt, writePurchased } from './p837-write-parties.ts';
import {
  writeAmbulance,
  writeAttachments,
  writeConditions,
  writeContract,
  writeDate,
  writeDates,
  writeFixedFormats,
  writeRepricing,
} from './p837-write-shared.ts';

/** 2400 DTP, REF, CRC and NTE in the order of domain.md 3.4. */
const DATES = ['471', '607', '463', '461', '304', '738', '739', '011', '455', '454'];
const REFERENCES = ['9B', '9D', 'G1', '6R', 'EW', 'X4', 'F4', 'BT', '9F'];
const CONDITIONS = ['07', '70', '09'];
const NOTES = ['ADD', 'DCP', 'TPO'];

export interface LineToWrite {
  readonly line: ServiceLine;
  readonly filingId: string;
  /** LX01. */
  readonly place: number;
  /** The end of REF*6R. */
  readonly lineNo: number;
  readonly claimPos: string;
}

/** 2400 with its 2410, 2420, 2430 and 2440 loops. */
export function writeLine(w: FieldWriter, numbered: LineToWrite): void {
  const { line, place } = numbered;
  const at = `lines.${place - 1}`;
  w.segment('LX', String(place));
  writeService(w, at, numbered);
  writeEquipment(w, at, line);
  writeAttachments(w, `${at}.`, line.attachments);
  writeAmbulance(w, `${at}.`, line.ambulance);
  writeCertification(w, at, line);
  writeConditions(w, line.conditions, CONDITIONS);
  writeDate(w, { qualifier: '472', from: line.from, to: line.to });
  writeDates(w, line.dates, DATES);
  writeQuantities(w, at, line);
  writeContract(w, `${at}.`, line.contract);
  writeNumbers(w, at, numbered);
  writeAmounts(w, at, line);
  writeFixedFormats(w, `${at}.`, line.fixedFormats);
  writeNotes(w, at, line);
  writePurchase(w, at, line);
  writeRepricing(w, `${at}.`, line.repricing);
  writeProducts(w, at, line);
  writeProviders(w, at, line);
  writeAdjudications(w, at, line, 'HC');
  writeForms(w, at, line);
}

const yes = (flag: boolean | undefined, code = 'Y'): string | undefined => (flag === true ? code : undefined);

function writeService(w: FieldWriter, at: string, { line, claimPos }: LineToWrite): void {
  const { codeQualifier: qualifier, code, modifiers, description, pos } = line;
  w.segment(
    'SV1',
    procedureElement(w, at, { qualifier, code, modifiers, description }, 'HC'),
    w.amount(`${at}.chargeCents`, line.chargeCents),
    w.id(`${at}.unitType`, line.unitType, 2) ?? 'UN',
    w.decimal(`${at}.units`, line.units),
    pos === claimPos ? undefined : w.id(`${at}.pos`, pos, 2),
    undefined,
    line.dx?.map(String),
    undefined,
    yes(line.emergency),
    undefined,
    yes(line.epsdt),
    yes(line.familyPlanning),
    undefined,
    undefined,
    yes(line.copayExempt, '0'),
  );
}

function writeEquipment(w: FieldWriter, at: string, { equipment, code }: ServiceLine): void {
  if (equipment === undefined) return;
  w.segment(
    'SV5',
    ['HC', w.id(`${at}.code`, code, 48)],
    'DA',
    w.decimal(`${at}.equipment.days`, equipment.days),
    w.amount(`${at}.equipment.rentalCents`, equipment.rentalCents),
    w.amount(`${at}.equipment.purchaseCents`, equipment.purchaseCents),
    w.id(`${at}.equipment.frequency`, equipment.frequency, 1),
  );
}

function writeCertification(w: FieldWriter, at: string, { equipmentCertification }: ServiceLine): void {
  if (equipmentCertification === undefined) return;
  const { type, months } = equipmentCertification;
  w.segment('CR3', type, 'MO', w.decimal(`${at}.equipmentCertification.months`, months));
}

function writeQuantities(w: FieldWriter, at: string, line: ServiceLine): void {
  const patients = w.decimal(`${at}.ambulancePatients`, line.ambulancePatients);
  const units = w.decimal(`${at}.obstetricUnits`, line.obstetricUnits);
  if (patients !== undefined) w.segment('QTY', 'PT', patients);
  if (units !== undefined) w.segment('QTY', 'FL', units);
  line.measurements?.forEach(({ reference, qualifier, value }, i) => {
    w.segment('MEA', reference, qualifier, w.decimal(`${at}.measurements.${i}.value`, value));
  });
}

/** REF*6R is always ours: CLM01 and the line number. */
function writeNumbers(w: FieldWriter, at: string, { line, filingId, lineNo }: LineToWrite): void {
  const own: Reference = { qualifier: '6R', value: `${filingId}-${lineNo}` };
  if (line.references === undefined && line.priorAuthNos === undefined && line.referralNos === undefined) {
    writeReference(w, at, own);
    return;
  }
  const all = [...(line.references ?? []), ...(line.priorAuthNos ?? []), ...(line.referralNos ?? []), own];
  for (const reference of inOrder(all, REFERENCES, (r) => r.qualifier))
    writeReference(w, `${at}.references`, reference);
}

function writeAmounts(w: FieldWriter, at: string, { salesTaxCents, postageCents }: ServiceLine): void {
  const tax = w.amount(`${at}.salesTaxCents`, salesTaxCents);
  const postage = w.amount(`${at}.postageCents`, postageCents);
  if (tax !== undefined) w.segment('AMT', 'T', tax);
  if (postage !== undefined) w.segment('AMT', 'F4', postage);
}

function writeNotes(w: FieldWriter, at: string, { notes }: ServiceLine): void {
  if (notes === undefined) return;
  for (const { type, text } of inOrder(notes, NOTES, (n) => n.type)) {
    w.segment('NTE', type, w.text(`${at}.notes`, text, 80));
  }
}

function writePurchase(w: FieldWriter, at: string, { purchasedService }: ServiceLine): void {
  if (purchasedService === undefined) return;
  const { providerId, chargeCents } = purchasedService;
  const id = w.id(`${at}.purchasedService.providerId`, providerId, 50);
  w.segment('PS1', id, w.amount(`${at}.purchasedService.chargeCents`, chargeCents));
}

function writeProviders(w: FieldWriter, at: string, line: ServiceLine): void {
  const {
    rendering,
    purchased,
    facility,
    supervising,
    ordering,
    referring,
    ambulancePickUp,
    ambulanceDropOff,
  } = line;
  if (rendering !== undefined) writeProvider(w, `${at}.rendering`, { code: '82', provider: rendering });
  if (purchased !== undefined) writePurchased(w, `${at}.purchased`, purchased);
  if (facility !== undefined) writeProviderAt(w, `${at}.facility`, { code: '77', provider: facility });
  if (supervising !== undefined) writeProvider(w, `${at}.supervising`, { code: 'DQ', provider: supervising });
  if (ordering !== undefined) writeProviderAt(w, `${at}.ordering`, { code: 'DK', provider: ordering });
  referring?.forEach(({ role = 'DN', ...provider }, i) => {
    writeProvider(w, `${at}.referring.${i}`, { code: role, provider });
  });
  if (ambulancePickUp !== undefined)
    writePlace(w, `${at}.ambulancePickUp`, { code: 'PW', place: ambulancePickUp });
  if (ambulanceDropOff !== undefined)
    writePlace(w, `${at}.ambulanceDropOff`, { code: '45', place: ambulanceDropOff });
}

function writeForms(w: FieldWriter, at: string, { forms }: ServiceLine): void {
  forms?.forEach(({ qualifier, form, answers }, i) => {
    w.segment('LQ', qualifier, w.id(`${at}.forms.${i}.form`, form, 30));
    for (const answer of answers)
      w.segment('FRM', ...answer.map((a) => w.text(`${at}.forms.${i}.answers`, a, 50)));
  });
}
