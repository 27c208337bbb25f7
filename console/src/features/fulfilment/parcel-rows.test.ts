import { expect, test } from 'vitest';
import { parcelRows } from './parcel-rows.ts';

const row = (orderId: string, carrier: string, trackingNumber: string) => ({ orderId, carrier, trackingNumber });

test('rows are read as they come from a spreadsheet, a list or a hand', () => {
  expect(parcelRows('Order\tCourier\tNumber\n123\tSF Express\tSF1\t\tmore\r\n\n 456 , jd , JD2 \n789 SF Express SF3\n12 sf')).toEqual([
    row('123', 'SF Express', 'SF1'), row('456', 'jd', 'JD2'), row('789', 'SF Express', 'SF3'), row('12', 'sf', ''),
  ]);
  expect(parcelRows('123\uFF0Csf\uFF0CSF1')).toEqual([row('123', 'sf', 'SF1')]);
  expect(parcelRows(' \n')).toEqual([]);
});
