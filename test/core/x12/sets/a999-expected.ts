import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { ImplementationAcknowledgment } from '../../../../core/x12/types.ts';

/** Example H of domain.md 4.2: the rendering provider's NM109 is missing in the second set. */
export const oneOfTwoRejected: Written<ImplementationAcknowledgment> = {
  functionalCode: 'HC',
  groupControlNo: '110',
  version: '005010X222A1',
  sets: [
    { setId: '837', controlNo: '0001', version: '005010X222A1', code: 'A', errorCodes: [], errors: [] },
    {
      setId: '837',
      controlNo: '0002',
      version: '005010X222A1',
      code: 'R',
      errorCodes: ['5'],
      errors: [
        {
          segmentId: 'NM1',
          segment: 22,
          code: '8',
          claimId: 'C0107-1',
          elements: [{ element: 9, dataElement: 67, code: '2' }],
        },
      ],
    },
  ],
  code: 'P',
  included: 2,
  received: 2,
  accepted: 1,
  errorCodes: [],
};

/** Scenario S15: no set is named. */
export const groupRejected: Written<ImplementationAcknowledgment> = {
  functionalCode: 'HC',
  groupControlNo: '110',
  version: '005010X222A1',
  sets: [],
  code: 'R',
  included: 2,
  received: 2,
  accepted: 0,
  errorCodes: ['2', '5'],
};
