/**
 * By what a bound in seconds is multiplied before a test holds anything to it: on a machine that does other things at the
 * same time, everything takes longer. It still tells the promised waits from those that come next.
 */
export const underLoad = 4;
