--- Kinds of numbers in files, and how they become little-endian float32.
-- Requires nothing.

local M = {}

--- dtype -> {size in bytes, unpack format or a function of the raw bits}.
M.kinds = {
  F32 = {size = 4}, F64 = {size = 8, form = "<d"},
  I64 = {size = 8, form = "<i8"}, I32 = {size = 4, form = "<i4"}, I16 = {size = 2, form = "<i2"},
  I8 = {size = 1, form = "<i1"}, U8 = {size = 1, form = "<I1"}, BOOL = {size = 1, form = "<I1"},
  U16 = {size = 2, form = "<I2"}, U32 = {size = 4, form = "<I4"}, U64 = {size = 8, form = "<I8"},
  BF16 = {size = 2, form = "<I2"}, F16 = {size = 2, form = "<I2"},
}

-- The upper half of a float32.
function M.kinds.BF16.convert(bits) return ("<f"):unpack(("<I4"):pack(bits << 16)) end

-- One sign bit, five of exponent, ten of fraction.
function M.kinds.F16.convert(bits)
  local sign = bits & 0x8000 ~= 0 and -1.0 or 1.0
  local exponent, fraction = bits >> 10 & 31, bits & 1023
  if exponent == 31 then return fraction == 0 and sign * math.huge or 0 / 0 end
  if exponent == 0 then return sign * fraction * 2.0 ^ -24 end
  return sign * (1024 + fraction) * 2.0 ^ (exponent - 25)
end

--- The numbers of `text`, which are of this kind, as float32 text.
function M.to_float32(text, kind)
  if not kind.form then return text end
  local out, convert = {}, kind.convert
  for at = 1, #text, kind.size do
    local value = kind.form:unpack(text, at)
    out[#out + 1] = ("<f"):pack(convert and convert(value) or value)
  end
  return table.concat(out)
end

return M
