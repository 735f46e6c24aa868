import { MESSY, SHORT, SOUND } from "../../../support/scripts";

/** The files of the workspace that is on no disk. Its settings would silence the finding of the first script. */
export const PROJECT = {
  "/project/short.signal": SHORT,
  "/project/sound.signal": SOUND,
  "/project/messy.signal": MESSY,
  "/project/unopened.signal": SOUND,
  "/project/signal-dsl.toml": '[lint]\nignore = ["SIG401"]\n',
};
