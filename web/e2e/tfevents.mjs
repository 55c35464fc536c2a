// An event file as TensorBoard's writer makes it: records of length, masked CRC-32C, data, masked CRC-32C.
const table = Uint32Array.from({ length: 256 }, (_, n) => { let c = n; for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1; return c; });

function masked(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  crc = ~crc >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function word(number) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(number);
  return buffer;
}

function record(data) {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, word(masked(length)), data, word(masked(data))]);
}

function varint(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return Buffer.from([...bytes, number]);
}

const double = number => { const buffer = Buffer.alloc(8); buffer.writeDoubleLE(number); return buffer; };
const float = number => { const buffer = Buffer.alloc(4); buffer.writeFloatLE(number); return buffer; };
const field = (number, type, ...data) => Buffer.concat([varint(number * 8 + type), ...data]);
const nested = (number, data) => field(number, 2, varint(data.length), data);

/** `values`: one number for each step from 1 on, of the series `tag`. */
export function eventFile(tag, values, began = 1_767_000_000) {
  const version = Buffer.concat([field(1, 1, double(began)), nested(3, Buffer.from('brain.Event:2'))]);
  return Buffer.concat([record(version), ...values.map((value, n) => record(Buffer.concat([
    field(1, 1, double(began + n + 1)), field(2, 0, varint(n + 1)),
    nested(5, nested(1, Buffer.concat([nested(1, Buffer.from(tag)), field(2, 5, float(value))]))),
  ])))]);
}
