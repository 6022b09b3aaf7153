/** Dependencies built at the first call and kept; a failed build is tried again at the next. */
export const lazily = <D>(build: () => Promise<D> | D): (() => Promise<D>) => {
  let built: Promise<D> | undefined;
  return () => {
    built ??= Promise.resolve()
      .then(build)
      .catch((error: unknown) => {
        built = undefined;
        throw error;
      });
    return built;
  };
};
