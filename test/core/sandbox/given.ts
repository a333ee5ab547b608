import { civilDate } from '../../../core/dates.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { inventEncounters } from '../../../core/sandbox/encounters.ts';
import type { ReceivedInterchange, ReceivedSet } from '../../../core/sandbox/received.ts';
import type { Interchange, ProfessionalClaim, SetContext } from '../../../core/x12/types.ts';

export const TODAY = civilDate('20260301');

const interchange: Interchange = {
  senderQualifier: 'ZZ',
  senderId: 'SUBMITTER01',
  receiverQualifier: 'ZZ',
  receiverId: 'CLEARHOUSE01',
  date: '260301',
  time: '0930',
  version: '00501',
  controlNo: '000000101',
  acknowledgmentRequested: true,
  usage: 'T',
  delimiters: { element: '*', repetition: '^', component: ':', segment: '~' },
};

const contextOf = (setControlNo: string): SetContext => ({
  interchange,
  group: {
    functionalCode: 'HC',
    applicationSender: 'SUBMITTER01',
    applicationReceiver: 'CLEARHOUSE01',
    date: '20260301',
    time: '0930',
    controlNo: '110',
    version: '005010X222A1',
  },
  setId: '837',
  setControlNo,
  setVersion: '005010X222A1',
  version: '005010X222A1',
});

/** An encounter as a claim of ours in a set, as reading our 837P would give it. */
export function claimOf(content: Encounter, ordinal: number, setControlNo = '0001'): ProfessionalClaim {
  const claimNo = `C${String(ordinal).padStart(7, '0')}-1`;
  return {
    header: {
      purpose: '00',
      batchId: `B${setControlNo}`,
      date: '20260301',
      time: '0930',
      type: 'CH',
      submitter: { name: 'RIVERBEND BILLING', entityType: '2', etin: 'SUBMITTER01', contacts: [] },
      receiver: { name: 'SANDBOX CLEARINGHOUSE', etin: 'CLEARHOUSE01' },
    },
    context: contextOf(setControlNo),
    ordinal,
    content: {
      ...content,
      claimNo,
      lines: content.lines.map((line, i) => ({ ...line, lineControlNo: `${claimNo}-${i + 1}` })),
    },
    position: { interchange: 1, group: 1, set: 1, segment: 10 * ordinal, segmentId: 'CLM', offset: 0 },
  };
}

/** Claims of invented encounters. */
export const claims = (count: number, seed = 'given', setControlNo = '0001'): readonly ProfessionalClaim[] =>
  [...inventEncounters({ count, seed, today: TODAY })]
    .map(({ totalChargeCents: _, ...content }) => content)
    .map((content, i) => claimOf(content, i + 1, setControlNo));

export const setOf = (setControlNo: string, own: readonly ProfessionalClaim[]): ReceivedSet => ({
  context: contextOf(setControlNo),
  supported: true,
  sound: true,
  findings: [],
  claims: own,
});

export const interchangeOf = (...sets: readonly ReceivedSet[]): ReceivedInterchange => ({
  interchange,
  ordinal: 1,
  findings: [],
  sets,
});
