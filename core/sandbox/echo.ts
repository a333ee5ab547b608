import type { CivilDate } from '../dates.ts';
import type { Encounter } from '../encounter/model.ts';
import * as answers from '../x12/acknowledge/claim-answers.ts';

export { echo } from '../x12/acknowledge/echo.ts';

/** First and last day of service, of the days that exist; none when no day does. */
export function serviceDates(content: Encounter): { readonly from?: CivilDate; readonly to?: CivilDate } {
  const { serviceFrom: from, serviceTo: to } = answers.serviceDates(content);
  return from === undefined || to === undefined ? {} : { from, to };
}
