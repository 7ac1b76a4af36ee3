--- The tensor methods that are written in Lua; those of C are in src/bind and src/core/ops.
-- Requires core and tensor/*.

require "gradus.tensor.make"
require "gradus.tensor.pages"
require "gradus.tensor.text"
require "gradus.tensor.rows"
require "gradus.tensor.lstsq"

return require("gradus.core").methods "tensor"
