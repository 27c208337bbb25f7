/** Whether this shop is a demonstration: asked once, since a database is born demo or live for ever. */
import { readonly, ref } from 'vue';

const demo = ref(false);

/** Tells the console what the sign-in page of the server said. */
export function setDemo(is: boolean): void {
  demo.value = is;
}

/** True in a demo. */
export function useDemo() {
  return readonly(demo);
}
