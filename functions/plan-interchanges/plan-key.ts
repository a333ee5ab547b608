export const planKey = (planId: string): string => `plans/${planId}.json`;

/** Where an interchange's bytes are kept for good. */
export const outboundKey = (partner: string, controlText: string): string =>
  `outbound/${partner}/${controlText}.837`;
