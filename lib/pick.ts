/** Some of the fields of an object. */
export const pick = <Fields extends object, Name extends keyof Fields>(
  from: Fields,
  names: readonly Name[],
): Pick<Fields, Name> => Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<Fields, Name>
