import { a999 } from '../../../../core/x12/guides/a999.ts';
import { ca277 } from '../../../../core/x12/guides/ca277.ts';
import { d837 } from '../../../../core/x12/guides/d837.ts';
import { i837 } from '../../../../core/x12/guides/i837.ts';
import { p837 } from '../../../../core/x12/guides/p837.ts';
import { r835AsSent } from '../../../../core/x12/guides/r835.ts';
import { acknowledgmentRules, claimAcknowledgmentRules } from '../../../../core/x12/rules/answers.ts';
import { dentalRules, institutionalRules, professionalRules } from '../../../../core/x12/rules/claims.ts';
import { remittanceRules } from '../../../../core/x12/rules/remittance.ts';
import { bodyOf, goldenBody, type SetUnderTest } from './found.ts';

/** The sets whose rules are tested, and examples of them. All parties are invented. */

const records = ['2000A', '2000B', '2000C', '2300'];

export const professional: SetUnderTest = { guide: p837, rules: professionalRules, records };
export const institutional: SetUnderTest = { guide: i837, rules: institutionalRules, records };
export const dental: SetUnderTest = { guide: d837, rules: dentalRules, records };
export const remittance: SetUnderTest = {
  guide: r835AsSent,
  rules: remittanceRules,
  records: ['2000', '2100'],
};
export const acknowledgment: SetUnderTest = { guide: a999, rules: acknowledgmentRules, records: [] };
export const claimAcknowledgment: SetUnderTest = {
  guide: ca277,
  rules: claimAcknowledgmentRules,
  records: ['2000B'],
};

export const onePayer = goldenBody('a-837p-one-payer.edi');
/** The subscriber is not the patient, and another payer has decided before. */
export const secondary = goldenBody('b-837p-secondary.edi');

/** A stay of three days, type of bill 0111. */
export const inpatient = bodyOf(`ST*837*0001*005010X223A2~
BHT*0019*00*B20260120001*20260120*1100*CH~
NM1*41*2*LAKESIDE BILLING*****46*SUBMITTER01~
PER*IC*PAT JONES*TE*5555550100~
NM1*40*2*CLEARHOUSE ONE*****46*CLEARHOUSE01~
HL*1**20*1~
PRV*BI*PXC*282N00000X~
NM1*85*2*LAKESIDE HOSPITAL*****XX*1999999992~
N3*7 HARBOR RD~
N4*SPRINGFIELD*IL*627010900~
REF*EI*987654321~
HL*2*1*22*0~
SBR*P*18*GRP3003******CI~
NM1*IL*1*POE*SAM****MI*MEM0003~
N3*7 PINE CT~
N4*SPRINGFIELD*IL*62704~
DMG*D8*19900704*M~
NM1*PR*2*ACME HEALTH PLAN*****PI*99001~
CLM*H0001-1*8500***11:A:1**A*Y*Y~
DTP*096*TM*1100~
DTP*434*RD8*20260110-20260113~
DTP*435*DT*202601101400~
CL1*1*1*01~
HI*ABK:K3580:::::::Y~
HI*ABJ:R1031~
HI*ABF:E119:::::::Y~
HI*BBR:0DTJ4ZZ:D8:20260111~
NM1*71*1*HALL*RUTH****XX*1888888884~
NM1*72*1*KIM*DAVID****XX*1777777776~
LX*1~
SV2*0120**4500*DA*3~
LX*2~
SV2*0360**4000*UN*1**200~
SE*33*0001~`);

/** Two services on one day. */
export const dentalVisit = bodyOf(`ST*837*0001*005010X224A2~
BHT*0019*00*B20260122001*20260122*1400*CH~
NM1*41*2*LAKESIDE BILLING*****46*SUBMITTER01~
PER*IC*PAT JONES*TE*5555550100~
NM1*40*2*CLEARHOUSE ONE*****46*CLEARHOUSE01~
HL*1**20*1~
NM1*85*2*LAKESIDE DENTAL*****XX*1999999992~
N3*200 MAIN ST~
N4*SPRINGFIELD*IL*627010002~
REF*EI*112233445~
HL*2*1*22*0~
SBR*P*18*DENT01******CI~
NM1*IL*1*DOE*JANE*Q***MI*DM0001~
N3*12 ELM ST~
N4*SPRINGFIELD*IL*62702~
DMG*D8*19800215*F~
NM1*PR*2*GAMMA DENTAL*****PI*99003~
CLM*D0001-1*305***11:B:1*Y*A*Y*Y~
DTP*472*D8*20260121~
HI*ABK:K029~
LX*1~
SV3*AD:D2392*210****1*****1~
TOO*JP*3*M:O~
LX*2~
SV3*AD:D1110*95****1~
SE*27*0001~`);
