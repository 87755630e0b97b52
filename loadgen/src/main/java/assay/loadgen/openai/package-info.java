/**
 * Completions and chat completions of servers that speak OpenAI's protocol, such as vLLM and llama.cpp's server, with the answer as a stream:
 * {@link assay.loadgen.openai.OpenAiUser} asks and {@link assay.loadgen.openai.Answer} takes the times.
 */
package assay.loadgen.openai;
