import type { Partner } from '../config.ts';
import type { ClaimBatchHeader, EnvelopeSpec } from '../x12/types.ts';
import type { SubmissionPlan } from './plan.ts';

/** GS08 and ST03 of the 837P as adopted (45 CFR 162.1102; domain.md 0.3). A partner may want another. */
export const P837_VERSION = '005010X222A1';

/** The partner's envelope under a plan's time and one of its control numbers. */
export const envelopeOf = (partner: Partner, plan: SubmissionPlan, controlNo: number): EnvelopeSpec => ({
  sender: partner.sender,
  receiver: partner.receiver,
  applicationSender: partner.applicationSender,
  applicationReceiver: partner.applicationReceiver,
  interchangeControlNo: controlNo,
  groupControlNo: controlNo,
  date: plan.date,
  time: plan.time,
  usage: partner.usage,
  acknowledgmentRequested: partner.acknowledgmentRequested,
  newlines: partner.newlines,
});

/** BHT and 1000A/B: the billing company as submitter, the partner as receiver. */
export function headerOf(partner: Partner, plan: SubmissionPlan, batchId: string): ClaimBatchHeader {
  const { name, etin, contactName, phone, email } = partner.submitter;
  return {
    purpose: '00',
    batchId,
    date: plan.date,
    time: plan.time,
    type: 'CH',
    submitter: {
      name,
      entityType: '2',
      etin,
      contacts: [
        {
          ...(contactName === undefined ? {} : { name: contactName }),
          ...(phone === undefined ? {} : { phone }),
          ...(email === undefined ? {} : { email }),
        },
      ],
    },
    receiver: { name: partner.receiverName, etin: partner.receiverEtin },
  };
}
