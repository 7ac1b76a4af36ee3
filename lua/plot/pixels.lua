--- Pictures inside of the terminal: kitty's graphics or DEC's sixels, where the terminal reports
-- that it shows them. Requires cairo (which draws), term and gradus.sys (which asks).
--
-- A terminal is asked once, and only one that has pictures in some version: others might print what
-- they do not understand. It must answer within a fifth of a second; else there are no pictures.

local terminal = require "gradus.term"

local M = {}

--- The environment, and how the terminal is asked (see sys.ask); tests put something else here.
M.getenv = os.getenv
function M.ask(query, seconds) return require("gradus.sys").ask(query, seconds) end

local PATIENCE = 0.2 -- seconds

-- TERM of terminals that show pictures, and variables that others set.
local TERMS = {"kitty", "ghostty", "foot", "wezterm", "contour", "mlterm", "yaft", "vt340",
  "sixel", "konsole", "mintty"}
local PROGRAMS = {["WezTerm"] = true, ["ghostty"] = true, ["iTerm.app"] = true, ["mintty"] = true,
  ["vscode"] = true, ["rio"] = true, ["contour"] = true}
local VARIABLES = {"XTERM_VERSION", "KONSOLE_VERSION", "WT_SESSION", "MLTERM"}

-- Is this a terminal that shows pictures at least in some of its versions?
local function is_likely()
  local term = M.getenv "TERM" or ""
  for _, name in ipairs(TERMS) do
    if term:find(name, 1, true) then return true end
  end
  if PROGRAMS[M.getenv "TERM_PROGRAM" or ""] or PROGRAMS[M.getenv "LC_TERMINAL" or ""] then
    return true
  end
  for _, name in ipairs(VARIABLES) do
    if M.getenv(name) then return true end
  end
  return false
end

-- Kitty's question is an escape string that a few old terminals print: only its kin are asked.
local function may_speak_kitty()
  local term, program = M.getenv "TERM" or "", M.getenv "TERM_PROGRAM" or ""
  if M.getenv "TMUX" or term:find "^screen" or term:find "^tmux" then return false end
  return term:find("kitty", 1, true) or term:find("ghostty", 1, true) or program == "ghostty"
    or program == "WezTerm" or M.getenv "KONSOLE_VERSION" ~= nil
end

local KITTY_QUESTION = "\27_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\27\\"
local CELL_QUESTION = "\27[16t" -- how many pixels a character has

-- "kitty", "sixel" or nil, from what the terminal answers.
local function ask_mode()
  local reply = M.ask(may_speak_kitty() and KITTY_QUESTION or "", PATIENCE)
  if not reply then return nil end
  if reply:find("\27_Gi=31;OK", 1, true) then return "kitty" end
  local attributes = reply:match("\27%[%?([%d;]*)c")
  return attributes and (";" .. attributes .. ";"):find(";4;", 1, true) and "sixel" or nil
end

-- Pixels of a character: from the window's size, else from the terminal's answer, else a guess.
local function ask_cell()
  local columns, rows, width, height = require("gradus.sys").winsize()
  if columns and rows > 0 and (width or 0) > 0 and (height or 0) > 0 then
    return width // columns, height // rows
  end
  local reply = M.ask(CELL_QUESTION, PATIENCE) or ""
  local h, w = reply:match("\27%[6;(%d+);(%d+)t")
  return tonumber(w) or 10, tonumber(h) or 20
end

local known -- {mode =, width =, height =} of the terminal, once asked

local function is_possible()
  return terminal.is_tty() and not terminal.plain() and terminal.color()
    and (M.getenv "TERM" or "dumb") ~= "dumb" and M.getenv "TERM" ~= "linux"
end

--- Forget what the terminal has answered.
function M.forget() known = nil end

--- How this terminal shows pictures: "kitty", "sixel", or nil. is_wanted: ask it in any case.
function M.mode(is_wanted)
  if not is_possible() then return nil end
  if not known or is_wanted and not known.was_asked then
    known = {was_asked = is_wanted or is_likely()}
    if known.was_asked then known.mode = ask_mode() end
    if known.mode then known.width, known.height = ask_cell() end
  end
  return known.mode
end

local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

-- Three bytes as four letters each (RFC 4648).
local function base64(bytes)
  local out = {}
  for i = 1, #bytes, 3 do
    local a, b, c = bytes:byte(i, i + 2)
    local n = a << 16 | (b or 0) << 8 | (c or 0)
    local letters = {}
    for k = 1, 4 do
      local index = n >> (24 - 6 * k) & 63
      letters[k] = ALPHABET:sub(index + 1, index + 1)
    end
    if not b then letters[3] = "=" end
    if not c then letters[4] = "=" end
    out[#out + 1] = table.concat(letters)
  end
  return table.concat(out)
end

local CHUNK = 4096 -- letters at a time, as the protocol wants

-- A PNG in kitty's wrapping; q=2: it shall not answer.
local function kitty(png, size)
  local text, out = base64(png), {}
  for i = 1, #text, CHUNK do
    local head = i == 1 and ("a=T,f=100,q=2,c=%d,r=%d,"):format(size.columns, size.rows) or ""
    local more = i + CHUNK <= #text and 1 or 0
    out[#out + 1] = ("\27_G%sm=%d;%s\27\\"):format(head, more, text:sub(i, i + CHUNK - 1))
  end
  return table.concat(out)
end

--- A figure as a picture for this terminal, to be written as it is; or nil and why.
-- layout, size: as for a backend's save, size with columns and rows.
function M.draw(layout, size)
  local mode = M.mode()
  if not mode then return nil, "this terminal shows no pictures" end
  local full = setmetatable({
    format = mode == "kitty" and "png" or "sixel",
    width = math.max(200, size.columns * known.width), height = size.rows * known.height,
  }, {__index = size})
  local bytes, why = require("gradus.plot.backends.cairo").save(layout, full)
  if not bytes then return nil, why end
  return mode == "kitty" and kitty(bytes, size) or bytes
end

return M
