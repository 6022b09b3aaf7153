const MOBILE = /^(?:0|\+?84)([35789]\d{8})$/;

/** A mobile number of Viet Nam in E.164, `+84912345678`; undefined for any other, which is never sent to. */
export const vietnameseMobile = (typed: string): string | undefined => {
  const digits = MOBILE.exec(typed.replaceAll(/[\s.()-]/g, ""))?.[1];
  return digits === undefined ? undefined : `+84${digits}`;
};
