namespace DeepAnatomy.Cli;

static class ExitCodes
{
    public const int Done = 0;
    public const int NotDone = 1;
    public const int WrongInput = 2;
}
