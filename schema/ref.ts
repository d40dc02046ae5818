/** Types that know each other: the name alone would be looked up before its class is there. */
export type Ref<T> = T;
