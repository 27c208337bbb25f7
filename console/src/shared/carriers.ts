/** Couriers, as everybody who ships chooses one. */
import { api } from './api.ts';

export async function listCarriers() {
  const { items } = await api('get', '/api/carriers');
  return items.map(({ code, name }) => ({ value: code, label: name }));
}
