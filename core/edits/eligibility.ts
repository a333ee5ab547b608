import { daysBetween, isCivilDate } from '../dates.ts';
import { type Edit, NOTHING } from './edit.ts';

const FIELD = 'eligibility';

const eligibility: Edit = {
  id: 'ELG-01',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'eligibility',
  value: 'member id',
  cause:
    'The coverage was active on the day of service, as the payer said when it was asked (271). A payer that said ' +
    'otherwise holds the claim; where the payer’s profile wants a recent answer, a missing or old one is a warning.',
  source: 'domain.md 7.7 and 8.1; CARC 27; encounter field coverages.eligibility',
  remedy: 'Verify the coverage on the day of service, and correct the member id or the payer.',
  examples: {
    fails: { changes: { 'coverages[0].eligibility': { checkedOn: '20260103', status: 'inactive' } } },
    passes: { changes: { 'coverages[0].eligibility': { checkedOn: '20260103', status: 'active' } } },
  },
  check: ({ professional, coverage, from }, { payer }) => {
    if (professional === undefined || coverage === undefined) return NOTHING;
    const known = coverage.eligibility;
    const within = payer.editParameters?.eligibilityWithinDays;
    if (known === undefined && within === undefined) return NOTHING;
    const field = `coverages[${professional.coverages.indexOf(coverage)}].${FIELD}`;
    if (known?.status === 'inactive')
      return [{ field, message: 'The payer said that this coverage is not active.' }];
    if (within === undefined || isRecent(known?.checkedOn, String(from), within)) return NOTHING;
    const message = 'The coverage was not verified near the day of service.';
    return [{ field, message, severity: 'warning' }];
  },
};

const isRecent = (checkedOn: string | undefined, day: string, within: number): boolean =>
  checkedOn !== undefined &&
  isCivilDate(checkedOn) &&
  isCivilDate(day) &&
  Math.abs(daysBetween(checkedOn, day)) <= within;

export const eligibilityEdits: readonly Edit[] = [eligibility];
