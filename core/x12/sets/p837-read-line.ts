import type { ServiceLine } from '../../encounter/model.ts';
import { every, first, inner, inners, type LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import { type AnswerValues, present, textAt } from './answer-values.ts';
import { placeOf, providerAtOf, providerOf, referencesOf, some } from './p837-read-parties.ts';
import {
  adjustmentsOf,
  ambulanceOf,
  attachmentsOf,
  conditionsOf,
  contractOf,
  datedOf,
  datesOf,
  fixedOf,
  procedureOf,
  repricingOf,
} from './p837-read-shared.ts';

/**
 * One 2400.
 *
 * @returns null where it lacks a code, a charge, units or a date of service
 */
export function lineOf(node: LoopNode, values: AnswerValues): ServiceLine | null {
  const sv1 = first(node, 'SV1');
  const procedure = procedureOf(sv1, 1);
  const chargeCents = values.amount(sv1, 2, node.guide);
  const units = textAt(sv1, 4);
  const served = first(node, 'DTP', '472');
  const service = served && datedOf(served);
  if (sv1 === undefined || procedure === null || chargeCents === undefined || !units || !service) return null;
  return present({
    codeQualifier: procedure.qualifier,
    code: procedure.code,
    modifiers: procedure.modifiers,
    description: sv1.component(1, 7) || undefined,
    chargeCents,
    units,
    ...serviceOf(sv1),
    from: service.from,
    to: service.to,
    ...numbersOf(node),
    ...detailsOf(node, values),
    ...equipmentOf(node, values),
    ndc: drugOf(inner(node, '2410')),
    ...providersOf(node),
    adjudications: some(inners(node, '2430').flatMap((svd) => adjudicationOf(svd, values) ?? [])),
    forms: some(inners(node, '2440').map(formOf)),
  });
}

/** SV103 and what follows SV104. */
function serviceOf(sv1: Segment) {
  const unit = textAt(sv1, 3);
  const pointers = sv1.components(7).filter((pointer) => /^\d{1,2}$/.test(pointer));
  return {
    unitType: unit === 'UN' ? undefined : unit,
    pos: textAt(sv1, 5),
    dx: some(pointers.map(Number)),
    emergency: flag(sv1, 9, 'Y'),
    epsdt: flag(sv1, 11, 'Y'),
    familyPlanning: flag(sv1, 12, 'Y'),
    copayExempt: flag(sv1, 15, '0'),
  };
}

const flag = (segment: Segment, n: number, yes: string): boolean | undefined => {
  const text = textAt(segment, n);
  return text === undefined ? undefined : text === yes;
};

function numbersOf(node: LoopNode) {
  const all = every(node, 'REF');
  const of = (qualifier: string) => referencesOf(all.filter((ref) => ref.element(1) === qualifier));
  const others = all.filter((ref) => !['6R', 'G1', '9F'].includes(ref.element(1)));
  return {
    lineControlNo: of('6R')[0]?.value,
    priorAuthNos: some(of('G1')),
    referralNos: some(of('9F')),
    references: some(referencesOf(others)),
  };
}

function detailsOf(node: LoopNode, values: AnswerValues) {
  const otherDates = every(node, 'DTP').filter((dtp) => dtp.element(1) !== '472');
  const notes = every(node, 'NTE').map((nte) => ({ type: nte.element(1), text: nte.element(2) }));
  const quantity = (kind: string) => textAt(first(node, 'QTY', kind), 2);
  return {
    dates: datesOf(otherDates),
    notes: some(notes.filter((note) => note.text !== '')),
    attachments: attachmentsOf(node),
    conditions: conditionsOf(node),
    contract: contractOf(node, values),
    ambulance: ambulanceOf(node),
    ambulancePatients: quantity('PT'),
    obstetricUnits: quantity('FL'),
    measurements: some(
      every(node, 'MEA').map((mea) => ({
        reference: mea.element(1),
        qualifier: mea.element(2),
        value: mea.element(3),
      })),
    ),
    salesTaxCents: values.amount(first(node, 'AMT', 'T'), 2, node.guide),
    postageCents: values.amount(first(node, 'AMT', 'F4'), 2, node.guide),
    fixedFormats: fixedOf(node),
    purchasedService: purchasedOf(node, values),
    repricing: repricingOf(node),
  };
}

function purchasedOf(node: LoopNode, values: AnswerValues): ServiceLine['purchasedService'] {
  const ps1 = first(node, 'PS1');
  const providerId = textAt(ps1, 1);
  const chargeCents = values.amount(ps1, 2, node.guide);
  return providerId === undefined || chargeCents === undefined ? undefined : { providerId, chargeCents };
}

/** SV5 and CR3. */
function equipmentOf(
  node: LoopNode,
  values: AnswerValues,
): Pick<ServiceLine, 'equipment' | 'equipmentCertification'> {
  const sv5 = first(node, 'SV5');
  const cr3 = first(node, 'CR3');
  const days = textAt(sv5, 3);
  const type = textAt(cr3, 1);
  const months = textAt(cr3, 3);
  return {
    equipment:
      days === undefined
        ? undefined
        : present({
            days,
            rentalCents: values.amount(sv5, 4, node.guide),
            purchaseCents: values.amount(sv5, 5, node.guide),
            frequency: textAt(sv5, 6),
          }),
    equipmentCertification: type && months ? { type, months } : undefined,
  };
}

/** 2410. Only national drug codes are carried. */
function drugOf(node: LoopNode | undefined): ServiceLine['ndc'] {
  const lin = first(node, 'LIN');
  const ctp = first(node, 'CTP');
  const code = textAt(lin, 3);
  const quantity = textAt(ctp, 4);
  const unit = ctp?.component(5, 1);
  if (textAt(lin, 2) !== 'N4' || !code || !quantity || !unit) return undefined;
  const [ref] = referencesOf(every(node, 'REF'));
  const prescription = ref && { qualifier: ref.qualifier, value: ref.value };
  return present({ code, quantity, unit, prescription });
}

function providersOf(node: LoopNode) {
  const one = <T>(id: string, read: (found: LoopNode) => T): T | undefined => {
    const found = inner(node, id);
    return found && read(found);
  };
  return {
    rendering: one('2420A', providerOf),
    purchased: one('2420B', providerOf),
    facility: one('2420C', providerAtOf),
    supervising: one('2420D', providerOf),
    ordering: one('2420E', providerAtOf),
    referring: some(inners(node, '2420F').map(providerOf)),
    ambulancePickUp: one('2420G', placeOf),
    ambulanceDropOff: one('2420H', placeOf),
  };
}

function adjudicationOf(
  node: LoopNode,
  values: AnswerValues,
): NonNullable<ServiceLine['adjudications']>[number] | null {
  const svd = first(node, 'SVD');
  const payerId = textAt(svd, 1);
  const paidCents = values.amount(svd, 2, node.guide);
  const procedure = procedureOf(svd, 3);
  if (payerId === undefined || paidCents === undefined || procedure === null) return null;
  const bundled = textAt(svd, 6);
  return present({
    payerId,
    paidCents,
    procedure,
    paidUnits: textAt(svd, 5),
    bundledIntoLine: bundled !== undefined && /^\d{1,6}$/.test(bundled) ? Number(bundled) : undefined,
    adjustments: adjustmentsOf(node, values),
    date: textAt(first(node, 'DTP', '573'), 3),
    remainingLiabilityCents: values.amount(first(node, 'AMT', 'EAF'), 2, node.guide),
  });
}

/** LQ with its FRM answers, elements as they are. */
function formOf(node: LoopNode): NonNullable<ServiceLine['forms']>[number] {
  const lq = first(node, 'LQ');
  const answers = every(node, 'FRM').map((frm) =>
    Array.from({ length: frm.size }, (_, i) => frm.element(i + 1)),
  );
  return { qualifier: textAt(lq, 1) ?? '', form: textAt(lq, 2) ?? '', answers };
}
