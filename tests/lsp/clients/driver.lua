-- Drives Neovim through what a person does in it, by Neovim's own commands, and writes what came of it as JSON.
-- It keeps to what every version from 0.7 on has, or asks which one this is.
local result = {}
local deadline = 60000

local function wait(what, ready)
  if not vim.wait(deadline, ready, 20) then
    error("waited in vain for " .. what)
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

local function client()
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return all[1]
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, deadline) or {}
  for _, answer in pairs(answers) do
    return answer.result
  end
end

local function position()
  return vim.lsp.util.make_position_params(0, client() and client().offset_encoding or "utf-16")
end

local function go_to(pattern)
  vim.fn.cursor(1, 1)
  vim.fn.search(pattern, "cW")
end

local function run()
  wait("the client", function()
    return client() ~= nil and client().initialized ~= false
  end)
  result.encoding = client().offset_encoding

  wait("diagnostics", function()
    return #vim.diagnostic.get(0) > 0
  end)
  result.diagnostics = vim.tbl_map(function(one)
    return { code = one.code, line = one.lnum, column = one.col, message = one.message }
  end, vim.diagnostic.get(0))

  go_to("sma(")
  local hover = request("textDocument/hover", position())
  result.hover = hover.contents.value

  vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
  go_to("sma(")
  vim.cmd("normal! ll")
  local found = request("textDocument/completion", position())
  result.completion = vim.tbl_map(function(one)
    return one.label
  end, found.items or found)

  go_to("slow")
  vim.lsp.buf.rename("trend")
  wait("the new name", function()
    return text():find("trend = ", 1, true) ~= nil
  end)

  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = deadline })
  else
    vim.lsp.buf.formatting_sync(nil, deadline)
  end
  result.text = text()

  go_to("close\\[1\\]")
  vim.api.nvim_win_set_cursor(0, { vim.fn.line("."), vim.fn.col(".") + 5 })
  wait("diagnostics of the new text", function()
    local line = vim.fn.line(".") - 1
    return #vim.diagnostic.get(0, { lnum = line }) > 0
  end)
  local actions = request("textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = position().position, ["end"] = position().position },
    context = { diagnostics = {} },
  })
  result.actions = vim.tbl_map(function(one)
    return one.title
  end, actions)
  for _, one in ipairs(actions) do
    if one.edit and one.isPreferred ~= false and one.title:find("%[%-2%]") then
      vim.lsp.util.apply_workspace_edit(one.edit, client().offset_encoding)
      break
    end
  end
  wait("no more error", function()
    return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) == 0
  end)
  result.fixed = text()
end

local ok, message = pcall(run)
if not ok then
  result.error = message
end
local encode = vim.json and vim.json.encode or vim.fn.json_encode
local file = io.open(vim.env.SIGNAL_DSL_RESULT, "w")
file:write(encode(result))
file:close()
vim.cmd("qall!")
