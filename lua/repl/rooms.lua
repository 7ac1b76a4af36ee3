--- Everybody who brings colon commands, loaded: after this all commands are registered.
-- Requires builtin, config, files, ledger, live, travel and who of gradus.repl, and
-- gradus.lesson.commands. Prints nothing.
-- Who adds a room with commands adds a line here.

require "gradus.repl.builtin"
require "gradus.repl.config"
require "gradus.repl.files"
require "gradus.repl.ledger"
require "gradus.repl.live"
require "gradus.repl.travel"
require "gradus.repl.who"
require("gradus.lesson.commands").register()

return {}
