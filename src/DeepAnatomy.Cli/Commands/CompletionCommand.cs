using System.CommandLine;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>completion SHELL</c>: prints the script that lets a shell complete commands, options and values.</summary>
static class CompletionCommand
{
    const string Bash = """
        # deepanatomy completion for bash: source <(deepanatomy completion bash)
        _deepanatomy() {
          local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]}
          COMPREPLY=($("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null | grep -F -- "$word" | grep "^$word"))
          [ ${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$word"))
        }
        complete -o filenames -F _deepanatomy deepanatomy ./deepanatomy
        """;

    const string Zsh = """
        # deepanatomy completion for zsh: source <(deepanatomy completion zsh)
        _deepanatomy() {
          local -a found
          found=("${(@f)$(${words[1]} "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -- $found || _files
        }
        compdef _deepanatomy deepanatomy ./deepanatomy
        """;

    const string Fish = """
        # deepanatomy completion for fish: deepanatomy completion fish | source
        complete -c deepanatomy -a '(deepanatomy "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    public static Command Create(CommandEdge edge)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        return edge.Does(new Command("completion", "Print the completion script of a shell.") { shell }, parsed =>
        {
            edge.Terminal.Out.WriteLine(parsed.GetRequiredValue(shell) switch { "zsh" => Zsh, "fish" => Fish, _ => Bash });
            return ExitCodes.Done;
        });
    }
}
