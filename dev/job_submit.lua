-- What a site's own plug-in says to a job that names neither account nor QOS; and how long jobs wait for their turn, as if others were before them:
-- as many seconds as the file `queue` beside slurm.conf says. For dev/slurm-testcluster with NAMED=1.

function slurm_job_submit(job, partitions, uid)
  for _, name in ipairs({"account", "qos"}) do
    if job[name] == nil or job[name] == "" then
      slurm.log_user("please name the " .. name .. ", by --" .. name)
      return name == "account" and slurm.ESLURM_INVALID_ACCOUNT or 2066 -- ESLURM_INVALID_QOS, which Lua has no word for
    end
  end
  local queue = io.open((os.getenv("SLURM_CONF"):gsub("slurm.conf$", "queue")))
  if queue then
    job.begin_time = os.time() + tonumber(queue:read("*l"))
    queue:close()
  end
  return slurm.SUCCESS
end

function slurm_job_modify()
  return slurm.SUCCESS
end

return slurm.SUCCESS
