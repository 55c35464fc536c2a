using System.CommandLine;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using DeepAnatomy.Cli.Terminals;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Onnx;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Cli;

/// <summary>The edge of the process: runs the work of a command and turns every failure into one line and an exit code.</summary>
sealed class CommandEdge(Terminal terminal, Option<bool> verbose, CancellationToken cancellationToken)
{
    public Terminal Terminal => terminal;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Sets what a command does; <paramref name="work"/> returns the exit code.</summary>
    public Command Does(Command command, Func<ParseResult, int> work)
    {
        command.SetAction(parsed => Run(() => work(parsed), parsed.GetValue(verbose)));
        return command;
    }

    int Run(Func<int> work, bool isVerbose)
    {
        try
        {
            return Unwrapped(work);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("deepanatomy: stopped; nothing half-written was left behind.");
            return ExitCodes.NotDone;
        }
        catch (Exception e) when (e is WorkNotDoneException or TorchUnavailableException)
        {
            return Say(e, ExitCodes.NotDone, isVerbose);
        }
        catch (Exception e) when (e is UnsupportedNetworkException or OnnxExportException)
        {
            return Say(e, ExitCodes.WrongInput, isVerbose);
        }
        catch (Exception e) when (e is UnreadableImageException or UsageException or IOException or UnauthorizedAccessException or JsonException)
        {
            return Say(e, ExitCodes.WrongInput, isVerbose);
        }
        catch (OutOfMemoryException e)
        {
            return Say(new WorkNotDoneException("not enough memory for this input; resample it with 'deepanatomy convert --spacing' first", e), ExitCodes.NotDone, isVerbose);
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine($"deepanatomy: unexpected error ({e.GetType().Name}): {OneLine(e.Message)} This is a fault of the program; run again with --verbose and report it.");
            return Trace(e, ExitCodes.NotDone, isVerbose);
        }
    }

    // Parallel loops wrap what went wrong; the first cause is what the user needs.
    static int Unwrapped(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
            throw;
        }
    }

    int Say(Exception e, int code, bool isVerbose)
    {
        terminal.Error.WriteLine($"deepanatomy: {OneLine(e.Message)}");
        return Trace(e, code, isVerbose);
    }

    int Trace(Exception e, int code, bool isVerbose)
    {
        if (isVerbose)
        {
            terminal.Error.WriteLine(e.ToString());
        }

        return code;
    }

    static string OneLine(string text) => string.Join(" ", text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>The command was used in a way that cannot be meant; exit code 2.</summary>
sealed class UsageException(string message) : Exception(message);

/// <summary>The input is readable but the work could not be done; exit code 1.</summary>
sealed class WorkNotDoneException(string message, Exception? inner = null) : Exception(message, inner);
