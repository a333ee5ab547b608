import type { LineFacts } from '../facts.ts';
import { at, ofLine, type RuleField, type TextField } from './field.ts';

const { code, word, number, day } = ofLine;

/** The first number of a list of references; further ones are rare. */
const first = (list: readonly { readonly value: string }[] | undefined): string | undefined =>
  list?.[0]?.value;

const ordering = ({ line }: LineFacts): string | undefined =>
  'ordering' in line ? line.ordering?.npi : undefined;
const drug = ({ line }: LineFacts): string | undefined => ('ndc' in line ? line.ndc?.code : undefined);
const authorization = ({ line }: LineFacts): string | undefined =>
  'priorAuthNos' in line ? first(line.priorAuthNos) : undefined;
const referral = ({ line }: LineFacts): string | undefined =>
  'referralNos' in line ? first(line.referralNos) : undefined;
const teeth = ({ line }: LineFacts): readonly string[] | undefined =>
  'teeth' in line ? line.teeth?.map(({ tooth }) => tooth) : undefined;
const areas = ({ line }: LineFacts): readonly string[] | undefined =>
  'oralCavity' in line ? line.oralCavity : undefined;

const pointed: TextField = {
  ...at(
    'line.dx',
    code('line.diagnosis', 'diagnosis', 'any diagnosis that the line points to', () => undefined),
  ),
  some: ({ diagnoses }, line, test) => {
    if (line === undefined) return false;
    for (const pointer of line.dx) {
      const diagnosis = diagnoses[pointer - 1];
      if (diagnosis !== undefined && test(diagnosis.code)) return true;
    }
    return false;
  },
};

/** Fields of one line. */
export const lineFields: readonly RuleField[] = [
  code('line.code', 'procedure', 'procedure, service or item', (l) => l.code),
  at(
    'line.codeQualifier',
    word('line.qualifier', 'procedure', 'list of the code: HC, AD', (l) => l.qualifier),
  ),
  word('line.modifiers', 'modifier', 'any of its modifiers', (l) => l.modifiers),
  code('line.revenueCode', 'revenue code', 'revenue code (bills)', (l) => l.revenueCode),
  word('line.pos', 'place of service', 'place of service, the claim’s where it has none', (l) => l.pos),
  number('line.units', 'units', 'units or minutes', (l) => l.units),
  word('line.unitType', 'units', 'UN units, MJ minutes, DA days', (l) => l.unitType),
  number('line.chargeCents', 'charge', 'charge, cents', (l) => l.chargeCents),
  pointed,
  at(
    'line.dx',
    number('line.pointerCount', 'diagnosis', 'number of diagnoses that it points to', (l) => l.dx.length),
  ),
  day('line.from', 'date', 'first day of service', (l) => l.from),
  day('line.to', 'date', 'last day of service', (l) => l.to),
  number('line.number', 'claim', 'its number, from 1', (l) => l.number),
  at(
    'line.rendering.npi',
    word('line.rendering', 'provider id', 'NPI of who rendered it', (l) => l.rendering),
  ),
  at('line.ordering.npi', word('line.ordering', 'provider id', 'NPI of who ordered it', ordering)),
  code('line.ndc', 'procedure', 'drug (NDC)', drug),
  at(
    'line.priorAuthNos',
    word('line.priorAuthNo', 'claim id', 'its own authorization number', authorization),
  ),
  at('line.referralNos', word('line.referralNo', 'claim id', 'its own referral number', referral)),
  word('line.teeth', 'tooth', 'teeth (dental)', teeth),
  word('line.oralCavity', 'tooth', 'areas of the mouth (dental)', areas),
];
