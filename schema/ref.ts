/** For classes that refer to each other: decorators would look up a plain class name before it is defined. */
export type Ref<T> = T;
